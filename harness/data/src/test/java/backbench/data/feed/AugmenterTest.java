package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.data.Augmentation;
import backbench.data.Augmentation.Crop;
import backbench.data.Samples;
import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final Shape SHAPE = Shape.image(3, 5, 4);
  private static final int DRAWS = 20_000;

  /** Images of random colours, none of them black. */
  static Samples colourful(int size, Shape shape) {
    byte[] pixels = new byte[size * shape.size()];
    PinnedRandom random = new PinnedRandom(3);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + random.nextInt(255));
    }
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) (i % 10);
    }
    return new Samples(shape, 10, pixels, labels);
  }

  private static Augmentation of(double flip, Crop crop, double lighting) {
    return new Augmentation(flip, Optional.ofNullable(crop), lighting);
  }

  private static Augmenter augmenter(Augmentation augmentation) {
    return Augmenter.training(augmentation, colourful(50, SHAPE), 1);
  }

  private static byte[] copied(Augmenter augmenter, Augmenter.Draw draw, byte[] raw) {
    byte[] into = new byte[augmenter.shape().size()];
    augmenter.copy(draw, raw, into, 0);
    return into;
  }

  private static byte[] image(int index) {
    byte[] raw = new byte[SHAPE.size()];
    colourful(50, SHAPE).copyRaw(index, raw, 0);
    return raw;
  }

  @Test
  void aFlipMirrorsEachRowAndTwoAreNone() {
    Augmenter augmenter = augmenter(of(1, null, 0));
    Augmenter.Draw draw = augmenter.draw(0, 7);
    byte[] flipped = copied(augmenter, draw, image(7));
    assertThat(draw.flipped()).isTrue();
    assertThat(flipped[0]).isEqualTo(image(7)[3]);
    assertThat(flipped[4 + 1]).isEqualTo(image(7)[4 + 2]);
    assertThat(flipped).isNotEqualTo(image(7));
    assertThat(copied(augmenter, draw, flipped)).isEqualTo(image(7));
  }

  @Test
  void flipsAreAsFrequentAsAsked() {
    Augmenter augmenter = augmenter(of(0.3, null, 0));
    int flipped = 0;
    for (int i = 0; i < DRAWS; i++) {
      flipped += augmenter.draw(i / 50, i % 50).flipped() ? 1 : 0;
    }
    // Four standard deviations of a binomial share.
    assertThat(flipped / (double) DRAWS).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / DRAWS)));
  }

  @Test
  void aWindowTakesEveryPlaceInsideAndTheCentreOfWhatIsHeldOut() {
    Augmentation augmentation = of(0, new Crop.Window(2, 3), 0);
    Augmenter augmenter = augmenter(augmentation);
    Set<String> places = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      Augmenter.Draw draw = augmenter.draw(i, 4);
      places.add(draw.top() + "," + draw.left());
      byte[] part = copied(augmenter, draw, image(4));
      for (int at = 0; at < part.length; at++) {
        int row = draw.top() + at / 3 % 2;
        assertThat(part[at]).isEqualTo(image(4)[at / 6 * 20 + row * 4 + draw.left() + at % 3]);
      }
    }
    assertThat(places)
        .containsExactlyInAnyOrder("0,0", "0,1", "1,0", "1,1", "2,0", "2,1", "3,0", "3,1");
    assertThat(Augmenter.heldOut(augmentation, SHAPE).draw(9, 4))
        .isEqualTo(new Augmenter.Draw(1, 0, false, Tint.NONE));
  }

  @Test
  void paddingMovesAnImageAndIsBlack() {
    Augmenter augmenter = augmenter(of(0.5, new Crop.Padded(2), 0));
    Set<String> places = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      Augmenter.Draw draw = augmenter.draw(i, 4);
      places.add(draw.top() + "," + draw.left() + draw.flipped());
      byte[] moved = copied(augmenter, draw, image(4));
      for (int at = 0; at < moved.length; at++) {
        int row = draw.top() + at / 4 % 5;
        int column = draw.left() + (draw.flipped() ? 3 - at % 4 : at % 4);
        boolean inside = row >= 0 && row < 5 && column >= 0 && column < 4;
        assertThat(moved[at])
            .isEqualTo(inside ? image(4)[at / 20 * 20 + row * 4 + column] : (byte) 0);
      }
    }
    assertThat(places).hasSize(5 * 5 * 2);
    assertThat(Augmenter.heldOut(of(0.5, new Crop.Padded(2), 0.1), SHAPE).isIdentity()).isTrue();
  }

  @Test
  void aDrawDependsOnSeedEpochAndSampleAlone() {
    Augmentation augmentation = of(0.5, new Crop.Padded(2), 0.1);
    Augmenter augmenter = augmenter(augmentation);
    Set<Augmenter.Draw> draws = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      for (int index = 0; index < 50; index++) {
        draws.add(augmenter.draw(epoch, index));
      }
    }
    assertThat(draws).hasSize(20 * 50);
    assertThat(augmenter(augmentation).draw(19, 49)).isIn(draws);
    assertThat(Augmenter.training(augmentation, colourful(50, SHAPE), 2).draw(0, 0)).isNotIn(draws);
  }

  @Test
  void onePartOfAnAugmentationDoesNotDependOnAnother() {
    Augmenter flips = augmenter(of(0.5, null, 0));
    Augmenter all = augmenter(of(0.5, new Crop.Padded(2), 0.1));
    Augmenter crops = augmenter(of(0, new Crop.Padded(2), 0));
    Augmenter lights = augmenter(of(0, null, 0.1));
    for (int index = 0; index < 50; index++) {
      Augmenter.Draw draw = all.draw(3, index);
      assertThat(flips.draw(3, index).flipped()).isEqualTo(draw.flipped());
      assertThat(crops.draw(3, index).top()).isEqualTo(draw.top());
      assertThat(crops.draw(3, index).left()).isEqualTo(draw.left());
      assertThat(lights.draw(3, index).tint()).isEqualTo(draw.tint());
    }
  }

  @Test
  void lightingVariesAsTheSquareOfTheColoursCovariance() {
    // What is added is sum of p·a·λ, so its covariance is 0.1²·C², C that of the colours in 0..1.
    Samples samples = colourful(50, SHAPE);
    PrincipalColours colours = PrincipalColours.of(samples);
    Augmenter augmenter = Augmenter.training(of(0, null, 0.1), samples, 1);
    double[][] sums = new double[3][3];
    double[] means = new double[3];
    for (int i = 0; i < DRAWS; i++) {
      Tint tint = augmenter.draw(i / 50, i % 50).tint();
      for (int a = 0; a < 3; a++) {
        means[a] += tint.of(a) / 255 / DRAWS;
        for (int b = 0; b < 3; b++) {
          sums[a][b] += tint.of(a) / 255 * (tint.of(b) / 255) / DRAWS;
        }
      }
    }
    double largest = 0.01 * Math.pow(colours.components().get(0).variance(), 2);
    for (int a = 0; a < 3; a++) {
      assertThat(means[a]).isCloseTo(0, within(4 * Math.sqrt(largest / DRAWS)));
      for (int b = 0; b < 3; b++) {
        double expected = 0;
        for (PrincipalColours.Component component : colours.components()) {
          double deviation = 0.1 * component.variance();
          Tint direction = component.direction();
          expected += deviation * deviation * direction.of(a) * direction.of(b);
        }
        assertThat(sums[a][b]).isCloseTo(expected, within(6 * largest / Math.sqrt(DRAWS)));
      }
    }
  }

  @Test
  void onlyLightingChangesColoursAndOnlyInTraining() {
    assertThat(augmenter(of(0.5, new Crop.Padded(1), 0)).tints()).isFalse();
    assertThat(augmenter(of(0, null, 0.1)).tints()).isTrue();
    assertThat(Augmenter.heldOut(of(0, null, 0.1), SHAPE).tints()).isFalse();
  }

  @Test
  void noneIsTheIdentity() {
    assertThat(augmenter(Augmentation.NONE).isIdentity()).isTrue();
    assertThat(augmenter(of(0.5, null, 0)).isIdentity()).isFalse();
  }
}

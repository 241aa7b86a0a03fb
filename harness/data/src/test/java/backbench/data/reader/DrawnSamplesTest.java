package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.SampleDigest;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.drawing.Drawing;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnSamplesTest {

  private static float[] image(Samples samples, int index) {
    float[] pixels = new float[samples.shape().size()];
    samples.copyPixels(index, Scaling.IDENTITY, pixels, 0);
    return pixels;
  }

  private static String digest(Drawing drawing, long seed, int train, int test) {
    return Datasets.open(new DataSource.Drawn(drawing, seed, train, test)).digest();
  }

  @ParameterizedTest
  @CsvSource({
    "DIGITS, 300, 100, 871cd0c13a926f025af8376fc16d6e26861dda2d6e558ba47a32456ac11aeaf6",
    "COLOUR_DIGITS, 300, 100, fa888273b8a76f7dd66a1bfb7be64b4db62bab095e942e19e4974c1c86a019d0",
    "CLUTTERED_DIGITS, 300, 100, f3616e708a3b13e7f8e8c42df8bba7f4b28e442f4181e96ecd4e56384420889f",
    "SCENES, 90, 45, a94c1c7d57e936c516136c2336ccbe7680d8a38d5990a2f79dd417be860d823e",
  })
  void aSeedGivesTheSameBytesEverywhere(Drawing drawing, int train, int test, String digest) {
    // Another digest here means that results on this data no longer compare with older ones.
    assertThat(digest(drawing, 1, train, test)).isEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource
  void seedsGiveDifferentSets(Drawing drawing) {
    assertThat(
            List.of(
                digest(drawing, 1, 3, 2),
                digest(drawing, 2, 3, 2),
                digest(drawing, -1, 3, 2),
                digest(drawing, 0, 3, 2)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void threadsDrawingAtTheSameTimeGetTheSame(Drawing drawing) {
    List<String> digests =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> digest(drawing, 3, 30, 10))
            .distinct()
            .toList();
    assertThat(digests).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anImageDoesNotDependOnTheSizeOfItsSet(Drawing drawing) {
    Samples few = DrawnSamples.draw(drawing, 7, "train", 23);
    Samples many = DrawnSamples.draw(drawing, 7, "train", 60);
    for (int i = 0; i < few.size(); i++) {
      assertThat(few.label(i)).isEqualTo(many.label(i));
      assertThat(image(few, i)).isEqualTo(image(many, i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DIGITS, 2000, 1000",
    "COLOUR_DIGITS, 1000, 500",
    "CLUTTERED_DIGITS, 1000, 500",
    "SCENES, 60, 30",
  })
  void noTwoImagesAreAlikeWithinOrAcrossTheSets(Drawing drawing, int train, int test) {
    Dataset drawn = Datasets.open(new DataSource.Drawn(drawing, 1, train, test));
    List<String> images = new ArrayList<>();
    for (Samples samples : List.of(drawn.train(), drawn.test())) {
      for (int i = 0; i < samples.size(); i++) {
        SampleDigest digest = new SampleDigest();
        samples.digestPixels(i, 1, digest.raw());
        images.add(digest.hex());
      }
    }
    assertThat(images).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "DIGITS, 1, 0, 1",
    "DIGITS, 10, 1, 1",
    "DIGITS, 17, 1, 2",
    "DIGITS, 1000, 100, 100",
    "COLOUR_DIGITS, 205, 20, 21",
    "CLUTTERED_DIGITS, 205, 20, 21",
    "SCENES, 100, 2, 3",
  })
  void classesAreBalancedToWithinOne(Drawing drawing, int size, long least, long most) {
    Samples samples = DrawnSamples.draw(drawing, 5, "test", size);
    long[] counts = new long[drawing.classes()];
    for (int i = 0; i < size; i++) {
      counts[samples.label(i)]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> count >= least && count <= most);
  }

  @Test
  void labelsComeInNoFixedOrder() {
    Samples samples = DrawnSamples.draw(Drawing.DIGITS, 1, "train", 1_000);
    int repeated = 0;
    for (int i = 10; i < samples.size(); i++) {
      repeated += samples.label(i) == samples.label(i - 10) ? 1 : 0;
    }
    assertThat(repeated).isBetween(50, 150);
  }

  @Test
  void everyDigitHasInkInTheMiddleAndLittleAtTheRim() {
    Samples samples = DrawnSamples.draw(Drawing.DIGITS, 9, "train", 1_000);
    for (int i = 0; i < samples.size(); i++) {
      float[] pixels = image(samples, i);
      int bright = 0;
      int rim = 0;
      for (int p = 0; p < pixels.length; p++) {
        int fromEdge = Math.min(Math.min(p / 28, 27 - p / 28), Math.min(p % 28, 27 - p % 28));
        if (pixels[p] > 110) {
          bright++;
          rim += fromEdge == 0 ? 1 : 0;
        }
      }
      assertThat(bright).as("bright pixels of image %d", i).isBetween(15, 350);
      assertThat(rim).as("bright pixels on the rim of image %d", i).isLessThan(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetIsBoundedByItsCountAndByItsBytes(Drawing drawing) {
    int most = drawing.mostSamples();
    assertThat(most).isLessThanOrEqualTo(1_000_000);
    assertThat((long) most * drawing.shape().size()).isLessThanOrEqualTo(1L << 30);
    for (int wrong : new int[] {0, -1, most + 1}) {
      assertRefused(drawing, wrong, 1);
      assertRefused(drawing, 1, wrong);
    }
  }

  private static void assertRefused(Drawing drawing, int train, int test) {
    assertThatThrownBy(() -> new DataSource.Drawn(drawing, 1, train, test))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(drawing.key())
        .hasMessageContaining("must be 1 to " + drawing.mostSamples());
  }
}

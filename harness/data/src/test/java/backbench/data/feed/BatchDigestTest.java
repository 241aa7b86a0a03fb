package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.Counting;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import backbench.spi.Batch;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchDigestTest {

  private static final Shape SHAPE = Shape.image(1, 2, 3);
  private static final Order SHUFFLED = new Order.Shuffled(1);

  private static String digest(
      Samples samples, Scaling scaling, int batchSize, Order order, int... epochs) {
    BatchDigest digest = new BatchDigest();
    Batches batches = new Batches(samples, scaling, batchSize, order);
    for (int epoch : epochs) {
      Iterator<Batch> iterator = batches.epoch(epoch, digest);
      while (iterator.hasNext()) {
        iterator.next();
      }
    }
    return digest.hex();
  }

  @Test
  void theSameBatchesGiveTheSameDigest() {
    Samples samples = Counting.samples(50, SHAPE);
    String one = digest(samples, Scaling.UNIT, 8, SHUFFLED, 0, 1);
    assertThat(one).hasSize(64);
    assertThat(digest(Counting.samples(50, SHAPE), Scaling.UNIT, 8, SHUFFLED, 0, 1)).isEqualTo(one);
  }

  @Test
  void itDependsOnContentAndNotOnPlaceInTheFile() {
    Samples samples = Counting.samples(60, SHAPE);
    byte[] pixels = new byte[10 * SHAPE.size()];
    byte[] labels = new byte[10];
    for (int i = 0; i < 10; i++) {
      labels[i] = (byte) ((20 + i) % 10);
      for (int p = 0; p < SHAPE.size(); p++) {
        pixels[i * SHAPE.size() + p] = (byte) (20 + i + p);
      }
    }
    Samples moved = new Samples(SHAPE, 10, pixels, labels);
    assertThat(digest(moved, Scaling.UNIT, 4, SHUFFLED, 0))
        .isEqualTo(digest(samples.slice(20, 30), Scaling.UNIT, 4, SHUFFLED, 0));
  }

  @Test
  void everyDifferenceInWhatWasSeenChangesIt() {
    Samples samples = Counting.samples(50, SHAPE);
    Set<String> digests = new HashSet<>();
    digests.add(digest(samples, Scaling.UNIT, 8, SHUFFLED, 0, 1));
    digests.add(digest(samples, Scaling.UNIT, 8, SHUFFLED, 1, 0));
    digests.add(digest(samples, Scaling.UNIT, 8, SHUFFLED, 0));
    digests.add(digest(samples, Scaling.UNIT, 8, SHUFFLED, 0, 1, 2));
    digests.add(digest(samples, Scaling.UNIT, 7, SHUFFLED, 0, 1));
    digests.add(digest(samples, Scaling.CENTERED, 8, SHUFFLED, 0, 1));
    digests.add(digest(samples, Scaling.UNIT, 8, new Order.AsFiled(), 0, 1));
    digests.add(digest(samples, Scaling.UNIT, 8, new Order.Shuffled(2), 0, 1));
    digests.add(digest(samples.slice(0, 49), Scaling.UNIT, 8, SHUFFLED, 0, 1));
    digests.add(
        digest(Counting.samples(50, Shape.image(1, 3, 2)), Scaling.UNIT, 8, SHUFFLED, 0, 1));
    assertThat(digests).hasSize(10);
  }

  @Test
  void anyPixelOrLabelOfAnySampleChangesIt() {
    Order filed = new Order.AsFiled();
    Set<String> digests = new HashSet<>();
    for (int at = -1; at < 5 * SHAPE.size() + 5; at++) {
      byte[] pixels = new byte[5 * SHAPE.size()];
      byte[] labels = new byte[5];
      if (at >= pixels.length) {
        labels[at - pixels.length] = 1;
      } else if (at >= 0) {
        pixels[at] = 1;
      }
      digests.add(digest(new Samples(SHAPE, 2, pixels, labels), Scaling.UNIT, 2, filed, 0));
    }
    assertThat(digests).hasSize(1 + 5 * SHAPE.size() + 5);
  }

  private static String digest(Samples samples, Augmenter augmenter) {
    BatchDigest digest = new BatchDigest();
    Batches batches = new Batches(samples, Scaling.UNIT, 4, new Order.AsFiled(), augmenter);
    batches.epoch(0, digest).forEachRemaining(batch -> assertThat(batch.size()).isPositive());
    return digest.hex();
  }

  @Test
  void itCoversWhatWasFedAndNotWhatWasFiled() {
    Shape shape = Shape.image(3, 4, 4);
    Samples samples = AugmenterTest.colourful(9, shape);
    Augmentation window = new Augmentation(0, Optional.of(new Augmentation.Crop.Window(2, 2)), 0);
    Augmentation flips = new Augmentation(0.5, Optional.empty(), 0);
    Augmentation lights = new Augmentation(0, Optional.empty(), 0.1);
    Augmentation all = new Augmentation(0.5, window.crop(), 0.1);

    Set<String> digests = new HashSet<>();
    digests.add(digest(samples, Augmenter.heldOut(Augmentation.NONE, shape)));
    digests.add(digest(samples, Augmenter.heldOut(window, shape)));
    for (Augmentation each : List.of(window, flips, lights, all)) {
      digests.add(digest(samples, Augmenter.training(each, samples, 1)));
      digests.add(digest(samples, Augmenter.training(each, samples, 2)));
    }
    digests.add(
        digest(
            samples, Augmenter.training(new Augmentation(0, Optional.empty(), 0.2), samples, 1)));
    assertThat(digests).hasSize(11);
  }

  @Test
  void theSamePixelsHaveTheSameDigestWhetherCroppedOrFiledSo() {
    Samples whole = AugmenterTest.colourful(9, Shape.image(3, 4, 4));
    Augmentation window = new Augmentation(0, Optional.of(new Augmentation.Crop.Window(2, 2)), 0);
    byte[] cut = new byte[9 * 12];
    byte[] raw = new byte[48];
    for (int at = 0; at < cut.length; at++) {
      whole.copyRaw(at / 12, raw, 0);
      cut[at] = raw[at % 12 / 4 * 16 + (1 + at % 4 / 2) * 4 + 1 + at % 2];
    }
    byte[] labels = new byte[9];
    for (int i = 0; i < 9; i++) {
      labels[i] = (byte) whole.label(i);
    }
    Samples filed = new Samples(Shape.image(3, 2, 2), 10, cut, labels);

    assertThat(digest(whole, Augmenter.heldOut(window, whole.shape())))
        .isEqualTo(digest(filed, Augmenter.heldOut(Augmentation.NONE, filed.shape())));
  }

  @Test
  void itCanBeReadOnTheWayAndCounts() {
    Batches batches = new Batches(Counting.samples(5, SHAPE), Scaling.UNIT, 2, SHUFFLED);
    BatchDigest digest = new BatchDigest();
    Iterator<Batch> epoch = batches.epoch(0, digest);
    Set<String> seen = new HashSet<>();
    seen.add(digest.hex());
    while (epoch.hasNext()) {
      epoch.next();
      seen.add(digest.hex());
      assertThat(digest.hex()).isEqualTo(digest.hex());
    }
    assertThat(seen).hasSize(4);
    assertThat(digest.batches()).isEqualTo(3);
    assertThat(digest.samples()).isEqualTo(5);
  }
}

package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.Augmentation.Crop;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import backbench.spi.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that what a sample is fed as is its own, wherever in an epoch its turn is. */
class SampleByPlaceTest {

  private static final Shape SHAPE = Shape.image(3, 4, 4);
  private static final int SIZE = 23;
  private static final Augmentation VARIED =
      new Augmentation(0.5, Optional.of(new Crop.Padded(1)), 0.1);

  /** Makes samples whose every pixel is that of their label and of no other sample. */
  private static Samples own() {
    byte[] pixels = new byte[SIZE * SHAPE.size()];
    byte[] labels = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      labels[i] = (byte) i;
      Arrays.fill(pixels, i * SHAPE.size(), (i + 1) * SHAPE.size(), (byte) (10 * i + 7));
    }
    return new Samples(SHAPE, SIZE, pixels, labels);
  }

  private static Batches batches(Augmentation augmentation, Samples samples, Order order) {
    return new Batches(
        samples, Scaling.IDENTITY, 5, order, Augmenter.training(augmentation, samples, 3));
  }

  /** Returns what each sample is fed as in an epoch, by its label. */
  private static Map<Integer, float[]> byLabel(Feed feed) {
    Map<Integer, float[]> found = new HashMap<>();
    try (feed) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        int each = batch.images().size() / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          float[] pixels = Arrays.copyOfRange(batch.images().data(), i * each, (i + 1) * each);
          assertThat(found.put(batch.labels()[i], pixels)).isNull();
        }
      }
    }
    assertThat(found).hasSize(SIZE);
    return found;
  }

  @Test
  void theImageUnderALabelIsItsOwnAndNotItsNeighbours() {
    for (Order order : new Order[] {new Order.AsFiled(), new Order.Shuffled(4)}) {
      byLabel(batches(Augmentation.NONE, own(), order).feed(1))
          .forEach((label, pixels) -> assertThat(pixels).containsOnly(10 * label + 7));
    }
  }

  @Test
  void theVariedImageUnderALabelIsItsOwn() {
    Augmentation moved = new Augmentation(0.5, Optional.of(new Crop.Padded(1)), 0);
    Batches batches = batches(moved, own(), new Order.Shuffled(4));
    byLabel(batches.epoch(1))
        .forEach(
            (label, pixels) -> {
              // In the padding it is black; the middle is the image's.
              assertThat(pixels[5]).isEqualTo(10 * label + 7);
              for (float pixel : pixels) {
                assertThat(pixel).isIn(0f, 10f * label + 7);
              }
            });
  }

  @Test
  void aSampleIsVariedByItselfAndNotByItsPlaceInTheEpoch() {
    Samples samples = AugmenterTest.colourful(SIZE, SHAPE);
    byte[] labels = new byte[SIZE];
    byte[] pixels = new byte[SIZE * SHAPE.size()];
    for (int i = 0; i < SIZE; i++) {
      labels[i] = (byte) i;
      samples.copyRaw(i, pixels, i * SHAPE.size());
    }
    Samples told = new Samples(SHAPE, SIZE, pixels, labels);
    for (int epoch = 0; epoch < 3; epoch++) {
      Map<Integer, float[]> filed =
          byLabel(batches(VARIED, told, new Order.AsFiled()).epoch(epoch));
      for (long seed = 1; seed < 4; seed++) {
        Batches shuffled = batches(VARIED, told, new Order.Shuffled(seed));
        byLabel(shuffled.epoch(epoch))
            .forEach((label, fed) -> assertThat(fed).isEqualTo(filed.get(label)));
        byLabel(shuffled.background(epoch, new BatchDigest(), 2, 3))
            .forEach((label, fed) -> assertThat(fed).isEqualTo(filed.get(label)));
      }
    }
  }

  @Test
  void someSamplesAreFedAsInTheirEpoch() {
    Samples samples = own();
    Batches batches = batches(VARIED, samples, new Order.Shuffled(4));
    Map<Integer, float[]> whole = byLabel(batches.epoch(2));
    try (Feed feed = batches.some(2, 9, 3)) {
      Batch batch = feed.next();
      assertThat(batch.labels()).containsExactly(9, 3);
      int each = SHAPE.size();
      assertThat(Arrays.copyOf(batch.images().data(), each)).isEqualTo(whole.get(9));
      assertThat(Arrays.copyOfRange(batch.images().data(), each, 2 * each)).isEqualTo(whole.get(3));
      assertThat(feed.hasNext()).isFalse();
    }
  }
}

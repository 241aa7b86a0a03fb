package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.Augmentation.Crop;
import backbench.data.Order;
import backbench.data.Pixels;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import backbench.spi.Batch;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that images which are decoded each time are fed as those that lie in memory. */
class DecodedSamplesTest {

  private static final Shape SHAPE = Shape.image(3, 4, 5);
  private static final Samples IN_MEMORY = AugmenterTest.colourful(13, SHAPE);
  private static final Samples DECODED =
      new Samples(SHAPE, 10, new Decoded(IN_MEMORY), labels(IN_MEMORY));
  private static final Augmentation VARIED =
      new Augmentation(0.5, Optional.of(new Crop.Padded(1)), 0.1);

  /** Hands on the images of other samples, and says that this takes time. */
  private record Decoded(Samples from) implements Pixels {

    @Override
    public int images() {
      return from.size();
    }

    @Override
    public void copy(int image, Scaling scaling, float[] into, int offset) {
      from.copyPixels(image, scaling, into, offset);
    }

    @Override
    public void copyRaw(int image, byte[] into, int offset) {
      from.copyRaw(image, into, offset);
    }

    @Override
    public boolean decodesEachTime(int first, int count) {
      return true;
    }

    @Override
    public void digest(int first, int count, MessageDigest digest) {
      from.digestPixels(first, count, digest);
    }
  }

  private static byte[] labels(Samples samples) {
    byte[] labels = new byte[samples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) samples.label(i);
    }
    return labels;
  }

  private static Batches batches(Samples samples, Augmentation augmentation) {
    return new Batches(
        samples,
        Scaling.CENTERED,
        4,
        new Order.Shuffled(6),
        Augmenter.training(augmentation, samples, 2));
  }

  private static List<List<Float>> fed(Feed feed) {
    List<List<Float>> fed = new ArrayList<>();
    try (feed) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        List<Float> values = new ArrayList<>();
        for (float value : batch.images().data()) {
          values.add(value);
        }
        for (int label : batch.labels()) {
          values.add((float) label);
        }
        fed.add(values);
      }
    }
    return fed;
  }

  @Test
  void theSameIsFedAndDigestedHoweverItIsDecoded() {
    for (Augmentation each : List.of(Augmentation.NONE, VARIED)) {
      BatchDigest expected = new BatchDigest();
      BatchDigest direct = new BatchDigest();
      BatchDigest ahead = new BatchDigest();
      List<List<Float>> inMemory = fed(batches(IN_MEMORY, each).epoch(2, expected));

      assertThat(inMemory).hasSize(4);
      assertThat(fed(batches(DECODED, each).epoch(2, direct))).isEqualTo(inMemory);
      assertThat(fed(batches(DECODED, each).feed(2, ahead))).isEqualTo(inMemory);
      assertThat(direct.hex()).isEqualTo(expected.hex());
      assertThat(ahead.hex()).isEqualTo(expected.hex());
    }
  }

  @Test
  void whatHasToBeDecodedIsMadeInTheBackground() {
    try (Feed feed = batches(DECODED, Augmentation.NONE).feed(0)) {
      assertThat(feed).isInstanceOf(BackgroundFeed.class);
    }
    try (Feed feed = batches(IN_MEMORY, Augmentation.NONE).feed(0)) {
      assertThat(feed).isInstanceOf(DirectFeed.class);
    }
  }

  @Test
  void aBatchTakesAByteMoreForEachValueThatIsDigestedAsItWasFed() {
    // Samples of 60 values; a batch is never larger than all samples together.
    assertThat(bytesEach(VARIED, null, 13, 4)).isEqualTo(4 * 60 * 4);
    assertThat(bytesEach(VARIED, new BatchDigest(), 13, 4)).isEqualTo(4 * 60 * 5);
    assertThat(bytesEach(VARIED, new BatchDigest(), 3, 4)).isEqualTo(3 * 60 * 5);
    assertThat(bytesEach(Augmentation.NONE, new BatchDigest(), 13, 4)).isEqualTo(4 * 60 * 4);
  }

  private static long bytesEach(
      Augmentation augmentation, @Nullable BatchDigest digest, int size, int batchSize) {
    return new Epoch(
            IN_MEMORY,
            Scaling.UNIT,
            Augmenter.training(augmentation, IN_MEMORY, 2),
            0,
            new int[size],
            batchSize,
            digest)
        .bytesEach();
  }
}

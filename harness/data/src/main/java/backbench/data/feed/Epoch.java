package backbench.data.feed;

import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.spi.Batch;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the batches of one epoch, in any order and by any number of threads.
 *
 * <p>{@link #digest} alone has to be called in order, by one thread at a time.
 */
final class Epoch {

  private final Samples samples;
  private final Scaling scaling;
  private final Augmenter augmenter;
  private final int number;
  private final int[] order;
  private final int batchSize;
  private final @Nullable BatchDigest digest;

  /**
   * Prepares the batches.
   *
   * @param number from 0
   * @param order the samples' indices
   * @param digest to which batches are added; null for none
   */
  Epoch(
      Samples samples,
      Scaling scaling,
      Augmenter augmenter,
      int number,
      int[] order,
      int batchSize,
      @Nullable BatchDigest digest) {
    this.samples = samples;
    this.scaling = scaling;
    this.augmenter = augmenter;
    this.number = number;
    this.order = order;
    this.batchSize = batchSize;
    this.digest = digest;
  }

  /**
   * Holds a batch with what its digest needs.
   *
   * @param batch what is handed out
   * @param from where in the order its samples begin
   * @param fed the raw pixels behind it; empty where they are those of the samples, or not needed
   * @param tints what was added to each sample's colours; empty if there is no lighting
   */
  @SuppressWarnings("ArrayRecordComponent") // lives only between making and handing out
  record Made(Batch batch, int from, byte[] fed, List<Tint> tints) {}

  /** Returns the number of batches, a short one included. */
  int size() {
    return (int) (((long) order.length + batchSize - 1) / batchSize);
  }

  /** Returns about how much memory a batch takes. */
  long bytesEach() {
    long values = (long) Math.min(batchSize, order.length) * augmenter.shape().size();
    return values * (Float.BYTES + (keepsFed() ? 1 : 0));
  }

  /** Tells whether some images have to be decoded each time that they are asked for. */
  boolean decodesEachTime() {
    return samples.decodesEachTime();
  }

  /**
   * Makes a batch.
   *
   * @param batch from 0
   * @param inParallel whether all processors make it
   */
  Made make(int batch, boolean inParallel) {
    int from = batch * batchSize;
    int count = Math.min(batchSize, order.length - from);
    int pixelsEach = augmenter.shape().size();
    float[] pixels = new float[count * pixelsEach];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = samples.label(order[from + i]);
    }
    List<Integer> dims = new ArrayList<>();
    dims.add(count);
    dims.addAll(augmenter.shape().dims());
    Batch made = new Batch(new Tensor(dims, pixels), labels);
    if (augmenter.isIdentity()) {
      each(count, inParallel)
          .forEach(i -> samples.copyPixels(order[from + i], scaling, pixels, i * pixelsEach));
      return new Made(made, from, new byte[0], List.of());
    }
    return vary(made, from, inParallel);
  }

  private static IntStream each(int count, boolean inParallel) {
    IntStream each = IntStream.range(0, count);
    return inParallel ? each.parallel() : each;
  }

  private Made vary(Batch batch, int from, boolean inParallel) {
    int pixelsEach = augmenter.shape().size();
    int rawEach = samples.shape().size();
    byte[][] raw = new byte[inParallel ? batch.size() : 1][rawEach];
    if (inParallel) {
      each(batch.size(), true).forEach(i -> samples.copyRaw(order[from + i], raw[i], 0));
    }
    byte[] fed = new byte[keepsFed() ? batch.size() * pixelsEach : pixelsEach];
    List<Tint> tints = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      int index = order[from + i];
      int offset = keepsFed() ? i * pixelsEach : 0;
      Augmenter.Draw draw = augmenter.draw(number, index);
      if (!inParallel) {
        samples.copyRaw(index, raw[0], 0);
      }
      augmenter.copy(draw, raw[inParallel ? i : 0], fed, offset);
      scale(fed, offset, draw.tint(), batch.images().data(), i * pixelsEach);
      if (augmenter.tints()) {
        tints.add(draw.tint());
      }
    }
    return new Made(batch, from, fed, tints);
  }

  private void scale(byte[] fed, int from, Tint tint, float[] into, int offset) {
    int channels = augmenter.shape().channels();
    int plane = augmenter.shape().size() / channels;
    for (int channel = 0; channel < channels; channel++) {
      float[] scaled = scaling.table(tint.of(channel));
      int first = channel * plane;
      for (int i = first; i < first + plane; i++) {
        into[offset + i] = scaled[fed[from + i] & 0xFF];
      }
    }
  }

  private boolean keepsFed() {
    return digest != null && !augmenter.isIdentity();
  }

  /** Adds a batch to the digest, if there is one. */
  void digest(Made made) {
    if (digest == null) {
      return;
    }
    if (augmenter.isIdentity()) {
      digest.add(samples, scaling, order, made.from(), made.from() + made.batch().size());
    } else {
      digest.add(augmenter.shape(), scaling, made.batch().labels(), made.fed(), made.tints());
    }
  }
}

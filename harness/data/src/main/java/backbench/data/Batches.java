package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Batch;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Hands out samples in batches, epoch by epoch.
 *
 * <p>Every sample comes once in an epoch; a last batch that is short is kept. Each batch is new,
 * and whoever gets it may keep it.
 */
public final class Batches {

  private final Samples samples;
  private final Scaling scaling;
  private final int batchSize;
  private final Order order;

  /**
   * Prepares the batches of a set of samples.
   *
   * @param batchSize samples in a batch, at least 1
   * @throws BackbenchException INVALID_ARGUMENT if the batch size is below 1 or a full batch would
   *     have more than 2^31 - 1 values
   */
  public Batches(Samples samples, Scaling scaling, int batchSize, Order order) {
    if (batchSize < 1) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "the batch size must be at least 1, not " + batchSize);
    }
    if ((long) Math.min(batchSize, samples.size()) * samples.shape().size() > Integer.MAX_VALUE) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "a batch of "
              + batchSize
              + " samples "
              + samples.shape()
              + " has more than 2^31 - 1 values");
    }
    this.samples = samples;
    this.scaling = scaling;
    this.batchSize = batchSize;
    this.order = order;
  }

  /** Returns the number of batches in an epoch, a short one included. */
  public int perEpoch() {
    return (int) (((long) samples.size() + batchSize - 1) / batchSize);
  }

  /** Returns the samples that the batches are made of. */
  public Samples samples() {
    return samples;
  }

  /** Goes through one epoch (from 0). */
  public Iterator<Batch> epoch(int epoch) {
    return new Epoch(order.indices(samples.size(), epoch), null);
  }

  /** Goes through one epoch (from 0) and adds each batch to a digest as it is handed out. */
  public Iterator<Batch> epoch(int epoch, BatchDigest digest) {
    return new Epoch(order.indices(samples.size(), epoch), digest);
  }

  private Batch batch(int[] indices, int from, int to) {
    int pixelsEach = samples.shape().size();
    float[] pixels = new float[(to - from) * pixelsEach];
    int[] labels = new int[to - from];
    for (int i = 0; i < labels.length; i++) {
      samples.copyPixels(indices[from + i], scaling, pixels, i * pixelsEach);
      labels[i] = samples.label(indices[from + i]);
    }
    List<Integer> dims = new ArrayList<>();
    dims.add(labels.length);
    dims.addAll(samples.shape().dims());
    return new Batch(new Tensor(dims, pixels), labels);
  }

  private final class Epoch implements Iterator<Batch> {

    private final int[] indices;
    private final @Nullable BatchDigest digest;
    private int next;

    Epoch(int[] indices, @Nullable BatchDigest digest) {
      this.indices = indices;
      this.digest = digest;
    }

    @Override
    public boolean hasNext() {
      return next < indices.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch of " + indices.length + " samples is over");
      }
      int from = next;
      next += Math.min(batchSize, indices.length - from);
      Batch batch = batch(indices, from, next);
      if (digest != null) {
        digest.add(samples, scaling, indices, from, next);
      }
      return batch;
    }
  }
}

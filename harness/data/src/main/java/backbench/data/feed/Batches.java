package backbench.data.feed;

import backbench.data.Augmentation;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Hands out samples in batches, epoch by epoch.
 *
 * <p>Every sample comes once in an epoch; a last batch that is short is kept. Each batch is new,
 * and whoever gets it may keep it.
 */
public final class Batches {

  /** The most batches that are made ahead of need. */
  private static final int MOST_AHEAD = 8;

  /** About the most memory that they may take; one batch is always made ahead. */
  private static final long MOST_AHEAD_BYTES = 256L << 20;

  private final Samples samples;
  private final Scaling scaling;
  private final int batchSize;
  private final Order order;
  private final Augmenter augmenter;

  /**
   * Prepares the batches of a set of samples as they are.
   *
   * @param batchSize samples in a batch, at least 1
   * @throws BackbenchException INVALID_ARGUMENT if the batch size is below 1 or a full batch would
   *     have more than 2^31 - 1 values
   */
  public Batches(Samples samples, Scaling scaling, int batchSize, Order order) {
    this(samples, scaling, batchSize, order, Augmenter.heldOut(Augmentation.NONE, samples.shape()));
  }

  /**
   * Prepares the batches of a set of samples.
   *
   * @param batchSize samples in a batch, at least 1
   * @param augmenter what becomes of the samples
   * @throws BackbenchException INVALID_ARGUMENT if the batch size is below 1 or a full batch would
   *     have more than 2^31 - 1 values
   */
  public Batches(
      Samples samples, Scaling scaling, int batchSize, Order order, Augmenter augmenter) {
    if (batchSize < 1) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "the batch size must be at least 1, not " + batchSize);
    }
    if ((long) Math.min(batchSize, samples.size()) * augmenter.shape().size() > Integer.MAX_VALUE) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "a batch of "
              + batchSize
              + " samples "
              + augmenter.shape()
              + " has more than 2^31 - 1 values");
    }
    this.samples = samples;
    this.scaling = scaling;
    this.batchSize = batchSize;
    this.order = order;
    this.augmenter = augmenter;
  }

  /** Returns the number of batches in an epoch, a short one included. */
  public int perEpoch() {
    return (int) (((long) samples.size() + batchSize - 1) / batchSize);
  }

  /** Returns the samples that the batches are made of. */
  public Samples samples() {
    return samples;
  }

  /** Returns the shape of a sample in a batch. */
  public Shape shape() {
    return augmenter.shape();
  }

  /** Goes through one epoch (from 0); each batch is made when it is asked for. */
  public Feed epoch(int epoch) {
    return new DirectFeed(plan(epoch, null));
  }

  /** Goes through some samples alone, in their order here, as they are fed in an epoch (from 0). */
  public Feed some(int epoch, int... samples) {
    return new DirectFeed(
        new Epoch(this.samples, scaling, augmenter, epoch, samples, batchSize, null));
  }

  /** Goes through one epoch (from 0) and adds each batch to a digest as it is handed out. */
  public Feed epoch(int epoch, BatchDigest digest) {
    return new DirectFeed(plan(epoch, digest));
  }

  /** Goes through one epoch (from 0) as {@link #feed(int, BatchDigest)} does, without a digest. */
  public Feed feed(int epoch) {
    return feed(plan(epoch, null));
  }

  /**
   * Goes through one epoch (from 0), making batches ahead in the background where that is more than
   * copying.
   *
   * <p>A plain copy is not worth a thread: it would take a processor from an engine that uses all
   * of them. At most half of the processors make batches, and hold eight batches at most, and no
   * more than 256 MiB unless that is one batch.
   *
   * @param digest holds every batch when the last one has been handed out; before that it may be
   *     ahead
   */
  public Feed feed(int epoch, BatchDigest digest) {
    return feed(plan(epoch, digest));
  }

  private Feed feed(Epoch epoch) {
    if (augmenter.isIdentity() && !samples.decodesEachTime()) {
      return new DirectFeed(epoch);
    }
    long room = MOST_AHEAD_BYTES / Math.max(1, epoch.bytesEach());
    int ahead = (int) Math.max(1, Math.min(MOST_AHEAD, room));
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new BackgroundFeed(epoch, Math.min(threads, ahead), ahead);
  }

  /** Goes through one epoch by so many threads, however little there is to do. */
  Feed background(int epoch, BatchDigest digest, int threads, int ahead) {
    return new BackgroundFeed(plan(epoch, digest), threads, ahead);
  }

  private Epoch plan(int epoch, @Nullable BatchDigest digest) {
    return new Epoch(
        samples,
        scaling,
        augmenter,
        epoch,
        order.indices(samples.size(), epoch),
        batchSize,
        digest);
  }
}

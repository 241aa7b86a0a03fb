package backbench.data.feed;

import backbench.data.SampleDigest;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import java.util.List;

/**
 * Computes a SHA-256 over the batches that a run was handed, so that two results can prove that
 * they saw the same.
 *
 * <p>Covered, in the order of handing out: for each batch its number of samples, the shape of one,
 * the scaling's factor and offset (their bits), then label and raw values of each sample: bytes, or
 * floats and what makes them raw; of an image that is decoded, the SHA-256 of its bytes. Where
 * samples are varied, the bytes are those that were fed, cropped and flipped; where there is
 * lighting, the number of channels follows the scaling, and what was added to each follows a
 * sample's bytes. The floats in a batch are a fixed function of all this (double additions and
 * multiplications and one rounding, which Java defines to the bit), so equal digests mean equal
 * floats, and of bytes a quarter has to be hashed. The values are those of the samples themselves
 * and not of their positions in a file: the digest does not depend on how bytes were stored.
 *
 * <p>Not thread-safe. Allocates nothing for a batch.
 */
public final class BatchDigest {

  private final SampleDigest digest = new SampleDigest();
  private long batches;
  private long samples;

  /** Adds a batch: the samples at {@code order[from]} to {@code order[to - 1]}. */
  void add(Samples source, Scaling scaling, int[] order, int from, int to) {
    digest.number((long) (to - from)).shape(source.shape());
    digest.number(scaling.factor()).number(scaling.offset());
    for (int i = from; i < to; i++) {
      digest.raw().update((byte) source.label(order[i]));
      source.digestPixels(order[i], 1, digest.raw());
    }
    batches++;
    samples += to - from;
  }

  /**
   * Adds a batch whose bytes are not those of the samples.
   *
   * @param fed the raw pixels that were scaled, sample after sample
   * @param tints what was added to each sample's colours; empty if there is no lighting
   */
  void add(Shape shape, Scaling scaling, int[] labels, byte[] fed, List<Tint> tints) {
    digest.number((long) labels.length).shape(shape);
    digest.number(scaling.factor()).number(scaling.offset());
    if (!tints.isEmpty()) {
      digest.number((long) shape.channels());
    }
    int pixelsEach = shape.size();
    for (int i = 0; i < labels.length; i++) {
      digest.raw().update((byte) labels[i]);
      digest.raw().update(fed, i * pixelsEach, pixelsEach);
      if (!tints.isEmpty()) {
        Tint tint = tints.get(i);
        digest.number(tint.red()).number(tint.green()).number(tint.blue());
      }
    }
    batches++;
    samples += labels.length;
  }

  /** Returns the number of batches seen so far. */
  public long batches() {
    return batches;
  }

  /** Returns the number of samples seen so far, over all epochs. */
  public long samples() {
    return samples;
  }

  /** Returns the digest of all batches seen so far, 64 hexadecimal digits; more may follow. */
  public String hex() {
    return digest.hex();
  }
}

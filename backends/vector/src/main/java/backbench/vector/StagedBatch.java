package backbench.vector;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Staged;

/** Holds a batch in the layout of the network's input, halo included. */
final class StagedBatch implements Staged {

  private final VectorModel owner;
  private final int[] labels;
  private float[] samples;
  private boolean closed;

  StagedBatch(VectorModel owner, float[] samples, int[] labels) {
    this.owner = owner;
    this.samples = samples;
    this.labels = labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  float[] samples() {
    return samples;
  }

  int[] labels() {
    return labels;
  }

  /** Checks that the batch is open and was staged by a model. */
  void requireUsableBy(VectorModel model) {
    if (closed) {
      throw new BackbenchException(ErrorCode.CLOSED, "a staged batch is used after it was closed");
    }
    if (owner != model) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "a staged batch belongs to the model that staged it");
    }
  }

  @Override
  public void close() {
    closed = true;
    samples = new float[0];
  }
}

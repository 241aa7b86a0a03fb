package backbench.vector;

import backbench.spi.CheckedBatch;

/** Holds a batch in the layout of the network's input, halo included. */
final class StagedBatch extends CheckedBatch {

  private final int[] labels;
  private float[] samples;

  StagedBatch(VectorModel owner, float[] samples, int[] labels) {
    super(owner, labels.length);
    this.labels = labels;
    this.samples = samples;
  }

  float[] samples() {
    return samples;
  }

  int[] labels() {
    return labels;
  }

  @Override
  protected void release() {
    samples = new float[0];
  }
}

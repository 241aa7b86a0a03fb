package org.example.backbench;

import backbench.spi.Batch;
import backbench.spi.CheckedBatch;

/** Holds a copy of a batch; an engine with memory of its own holds it there. */
final class StagedBatch extends CheckedBatch {

  private final float[] images;
  private final int[] labels;

  StagedBatch(ExampleModel owner, Batch batch) {
    super(owner, batch.size());
    this.images = batch.images().data().clone();
    this.labels = batch.labels().clone();
  }

  float[] images() {
    return images;
  }

  int[] labels() {
    return labels;
  }

  @Override
  protected void release() {
    // Java collects the copy; an engine gives its memory back here.
  }
}

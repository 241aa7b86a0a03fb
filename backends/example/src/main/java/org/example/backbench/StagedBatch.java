package org.example.backbench;

import backbench.spi.Batch;
import backbench.spi.Staged;

/** Holds a copy of a batch; an engine with memory of its own holds it there. */
final class StagedBatch implements Staged {

  private final float[] images;
  private final int[] labels;
  private boolean closed;

  StagedBatch(Batch batch) {
    this.images = batch.images().data().clone();
    this.labels = batch.labels().clone();
  }

  @Override
  public int size() {
    return labels.length;
  }

  float[] images() {
    return images;
  }

  int[] labels() {
    return labels;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}

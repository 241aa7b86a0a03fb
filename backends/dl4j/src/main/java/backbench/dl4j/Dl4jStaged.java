package backbench.dl4j;

import backbench.dl4j.memory.Floats;
import backbench.spi.CheckedBatch;

/** Holds a batch off the heap, images channels last. */
final class Dl4jStaged extends CheckedBatch {

  private final Floats images;
  private final int[] labels;

  /**
   * Makes a staged batch.
   *
   * @param images [n, height, width, channels] or [n, features]
   */
  Dl4jStaged(Dl4jModel owner, Floats images, int[] labels) {
    super(owner, labels.length);
    this.images = images;
    this.labels = labels;
  }

  Floats images() {
    return images;
  }

  int[] labels() {
    return labels;
  }

  @Override
  protected void release() {
    images.close();
  }
}

package backbench.djl.engineloop;

import ai.djl.ndarray.NDArray;
import backbench.spi.CheckedBatch;

/** Holds a batch on the engine as DJL's own loop takes it: images, and labels as numbers. */
final class EngineLoopStaged extends CheckedBatch {

  private final NDArray images;
  private final NDArray labels;

  /**
   * Makes a staged batch.
   *
   * @param images [n, channels, height, width] or [n, features]
   * @param labels [n], the index of each sample's class
   */
  EngineLoopStaged(EngineLoopModel owner, NDArray images, NDArray labels, int size) {
    super(owner, size);
    this.images = images;
    this.labels = labels;
  }

  NDArray images() {
    return images;
  }

  NDArray labels() {
    return labels;
  }

  @Override
  protected void release() {
    images.close();
    labels.close();
  }
}

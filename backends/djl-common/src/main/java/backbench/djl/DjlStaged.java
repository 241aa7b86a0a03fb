package backbench.djl;

import ai.djl.ndarray.NDArray;
import backbench.spi.CheckedBatch;

/** Holds a batch on the engine. */
final class DjlStaged extends CheckedBatch {

  private final NDArray images;
  private final NDArray target;

  /**
   * Makes a staged batch.
   *
   * @param images [n, channels, height, width] or [n, features]
   * @param target [n, classes]: -1/n at each sample's class, else 0
   */
  DjlStaged(DjlModel owner, NDArray images, NDArray target, int size) {
    super(owner, size);
    this.images = images;
    this.target = target;
  }

  NDArray images() {
    return images;
  }

  NDArray target() {
    return target;
  }

  @Override
  protected void release() {
    images.close();
    target.close();
  }
}

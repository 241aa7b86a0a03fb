package backbench.djl;

import ai.djl.ndarray.NDArray;
import backbench.spi.Staged;

/** Holds a batch on the engine. */
final class DjlStaged implements Staged {

  private final DjlModel owner;
  private final NDArray images;
  private final NDArray target;
  private final int size;
  private boolean closed;

  /**
   * Makes a staged batch.
   *
   * @param images [n, channels, height, width] or [n, features]
   * @param target [n, classes]: -1/n at each sample's class, else 0
   */
  DjlStaged(DjlModel owner, NDArray images, NDArray target, int size) {
    this.owner = owner;
    this.images = images;
    this.target = target;
    this.size = size;
  }

  DjlModel owner() {
    return owner;
  }

  boolean isClosed() {
    return closed;
  }

  NDArray images() {
    return images;
  }

  NDArray target() {
    return target;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      images.close();
      target.close();
    }
  }
}

package backbench.djl.engineloop;

import ai.djl.ndarray.NDArray;
import backbench.spi.Staged;

/** Holds a batch on the engine as DJL's own loop takes it: images, and labels as numbers. */
final class EngineLoopStaged implements Staged {

  private final EngineLoopModel owner;
  private final NDArray images;
  private final NDArray labels;
  private final int size;
  private boolean closed;

  /**
   * Makes a staged batch.
   *
   * @param images [n, channels, height, width] or [n, features]
   * @param labels [n], the index of each sample's class
   */
  EngineLoopStaged(EngineLoopModel owner, NDArray images, NDArray labels, int size) {
    this.owner = owner;
    this.images = images;
    this.labels = labels;
    this.size = size;
  }

  EngineLoopModel owner() {
    return owner;
  }

  boolean isClosed() {
    return closed;
  }

  NDArray images() {
    return images;
  }

  NDArray labels() {
    return labels;
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
      labels.close();
    }
  }
}

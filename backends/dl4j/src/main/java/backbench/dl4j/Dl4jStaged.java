package backbench.dl4j;

import backbench.dl4j.memory.Floats;
import backbench.spi.Staged;

/** Holds a batch off the heap, images channels last. */
final class Dl4jStaged implements Staged {

  private final Dl4jModel owner;
  private final Floats images;
  private final int[] labels;
  private boolean closed;

  /**
   * Makes a staged batch.
   *
   * @param images [n, height, width, channels] or [n, features]
   */
  Dl4jStaged(Dl4jModel owner, Floats images, int[] labels) {
    this.owner = owner;
    this.images = images;
    this.labels = labels;
  }

  Dl4jModel owner() {
    return owner;
  }

  boolean isClosed() {
    return closed;
  }

  Floats images() {
    return images;
  }

  int[] labels() {
    return labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      images.close();
    }
  }
}

package backbench.dl4j.engineloop;

import backbench.spi.Staged;
import org.nd4j.linalg.dataset.DataSet;

/** Holds a batch as Deeplearning4j's training loop takes it. */
final class EngineLoopStaged implements Staged {

  private final EngineLoopModel owner;
  private final DataSet data;
  private boolean closed;

  /**
   * Makes a staged batch.
   *
   * @param data images in canonical layout, and labels [n, classes] of zeros and ones
   */
  EngineLoopStaged(EngineLoopModel owner, DataSet data) {
    this.owner = owner;
    this.data = data;
  }

  EngineLoopModel owner() {
    return owner;
  }

  boolean isClosed() {
    return closed;
  }

  DataSet data() {
    return data;
  }

  @Override
  public int size() {
    return data.numExamples();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      data.getFeatures().close();
      data.getLabels().close();
    }
  }
}

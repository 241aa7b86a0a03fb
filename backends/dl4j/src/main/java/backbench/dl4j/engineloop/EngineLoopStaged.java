package backbench.dl4j.engineloop;

import backbench.spi.CheckedBatch;
import org.nd4j.linalg.dataset.DataSet;

/** Holds a batch as Deeplearning4j's training loop takes it. */
final class EngineLoopStaged extends CheckedBatch {

  private final DataSet data;

  /**
   * Makes a staged batch.
   *
   * @param data images in canonical layout, and labels [n, classes] of zeros and ones
   */
  EngineLoopStaged(EngineLoopModel owner, DataSet data) {
    super(owner, data.numExamples());
    this.data = data;
  }

  DataSet data() {
    return data;
  }

  @Override
  protected void release() {
    data.getFeatures().close();
    data.getLabels().close();
  }
}

package backbench.core.spec;

import backbench.data.Drawing;

/** Says where a dataset's samples come from. */
public sealed interface DatasetSource {

  /**
   * Draws images procedurally.
   *
   * @param drawing what is drawn
   * @param seed starts the generator
   * @param train images of the training set
   * @param test images of the test set
   */
  record Drawn(Drawing drawing, long seed, int train, int test) implements DatasetSource {}

  /**
   * Reads IDX files, raw or compressed with gzip.
   *
   * @param folder relative to the data root; never leads out of it
   * @param trainImages a file name in the folder
   * @param trainLabels a file name in the folder
   * @param testImages a file name in the folder
   * @param testLabels a file name in the folder
   */
  record Idx(
      String folder, String trainImages, String trainLabels, String testImages, String testLabels)
      implements DatasetSource {}
}

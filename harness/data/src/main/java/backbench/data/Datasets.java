package backbench.data;

import backbench.error.BackbenchException;

/** Opens datasets. */
public final class Datasets {

  private Datasets() {}

  /**
   * Reads or draws a dataset into memory.
   *
   * @throws BackbenchException IO if a file is missing or unreadable, INVALID_DATA if it is damaged
   *     or of another format
   */
  public static Dataset open(DataSource source) {
    if (source instanceof DataSource.Idx idx) {
      return IdxReader.read(idx);
    }
    DataSource.Drawn drawn = (DataSource.Drawn) source;
    return Dataset.of(
        DrawnSamples.draw(drawn.drawing(), drawn.seed(), "train", drawn.train()),
        DrawnSamples.draw(drawn.drawing(), drawn.seed(), "test", drawn.test()));
  }
}

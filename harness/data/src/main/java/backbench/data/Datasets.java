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
    DataSource.Digits digits = (DataSource.Digits) source;
    return Dataset.of(
        DrawnDigits.draw(digits.seed(), "train", digits.train()),
        DrawnDigits.draw(digits.seed(), "test", digits.test()));
  }
}

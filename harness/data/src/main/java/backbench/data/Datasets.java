package backbench.data;

import backbench.error.BackbenchException;

/** Opens datasets. */
public final class Datasets {

  private Datasets() {}

  /**
   * Counts the samples of a dataset.
   *
   * @param train in the training set
   * @param test in the test set
   */
  public record Sizes(int train, int test) {}

  /**
   * Reads or draws a dataset; images in files of their own are decoded later.
   *
   * @throws BackbenchException IO if a file is missing or unreadable, INVALID_DATA if it is damaged
   *     or of another format
   * @see Samples#prepare()
   */
  public static Dataset open(DataSource source) {
    if (source instanceof DataSource.Idx idx) {
      return IdxReader.read(idx);
    } else if (source instanceof DataSource.CifarBinary cifar) {
      return CifarReader.read(cifar);
    } else if (source instanceof DataSource.Cluttered cluttered) {
      return ClutteredIdx.make(cluttered);
    } else if (source instanceof DataSource.ImageFolder folder) {
      return ImageFolderReader.read(folder);
    } else if (source instanceof DataSource.Npz npz) {
      return NpzReader.read(npz);
    }
    DataSource.Drawn drawn = (DataSource.Drawn) source;
    return Dataset.of(
        DrawnSamples.draw(drawn.drawing(), drawn.seed(), "train", drawn.train()),
        DrawnSamples.draw(drawn.drawing(), drawn.seed(), "test", drawn.test()));
  }

  /**
   * Reads whatever files a dataset has, and draws nothing.
   *
   * @throws BackbenchException as {@link #open} does
   */
  public static Sizes check(DataSource source) {
    if (source instanceof DataSource.Drawn drawn) {
      return new Sizes(drawn.train(), drawn.test());
    } else if (source instanceof DataSource.Cluttered cluttered) {
      ClutteredIdx.check(cluttered);
      return new Sizes(cluttered.train() + cluttered.validation(), cluttered.test());
    }
    Dataset dataset = open(source);
    return new Sizes(dataset.train().size(), dataset.test().size());
  }
}

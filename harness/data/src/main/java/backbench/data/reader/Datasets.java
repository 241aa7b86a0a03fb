package backbench.data.reader;

import backbench.data.DataSource;
import backbench.data.DataSourceVisitor;
import backbench.data.Dataset;
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
   * @see backbench.data.Samples#prepare()
   */
  public static Dataset open(DataSource source) {
    return source.accept(new Opening());
  }

  /**
   * Reads whatever files a dataset has, and draws nothing.
   *
   * @throws BackbenchException as {@link #open} does
   */
  public static Sizes check(DataSource source) {
    return source.accept(new Checking());
  }

  private static final class Opening implements DataSourceVisitor<Dataset> {

    @Override
    public Dataset idx(DataSource.Idx source) {
      return IdxReader.read(source);
    }

    @Override
    public Dataset drawn(DataSource.Drawn source) {
      return Dataset.of(
          DrawnSamples.draw(source.drawing(), source.seed(), "train", source.train()),
          DrawnSamples.draw(source.drawing(), source.seed(), "test", source.test()));
    }

    @Override
    public Dataset cifarBinary(DataSource.CifarBinary source) {
      return CifarReader.read(source);
    }

    @Override
    public Dataset cluttered(DataSource.Cluttered source) {
      return ClutteredIdx.make(source);
    }

    @Override
    public Dataset imageFolder(DataSource.ImageFolder source) {
      return ImageFolderReader.read(source);
    }

    @Override
    public Dataset npz(DataSource.Npz source) {
      return NpzReader.read(source);
    }
  }

  private static final class Checking implements DataSourceVisitor<Sizes> {

    @Override
    public Sizes idx(DataSource.Idx source) {
      return sizes(open(source));
    }

    @Override
    public Sizes drawn(DataSource.Drawn source) {
      return new Sizes(source.train(), source.test());
    }

    @Override
    public Sizes cifarBinary(DataSource.CifarBinary source) {
      return sizes(open(source));
    }

    @Override
    public Sizes cluttered(DataSource.Cluttered source) {
      ClutteredIdx.check(source);
      return new Sizes(source.train() + source.validation(), source.test());
    }

    @Override
    public Sizes imageFolder(DataSource.ImageFolder source) {
      return sizes(open(source));
    }

    @Override
    public Sizes npz(DataSource.Npz source) {
      return sizes(open(source));
    }

    private static Sizes sizes(Dataset dataset) {
      return new Sizes(dataset.train().size(), dataset.test().size());
    }
  }
}

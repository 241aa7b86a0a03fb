package backbench.data;

/**
 * Handles each kind of source; has no defaults, so that a new kind is handled everywhere.
 *
 * @param <R> what is made of a source
 */
public interface DataSourceVisitor<R> {

  /** Handles the four files of a dataset in IDX format. */
  R idx(DataSource.Idx source);

  /** Handles drawn images. */
  R drawn(DataSource.Drawn source);

  /** Handles files in the binary format of CIFAR-10. */
  R cifarBinary(DataSource.CifarBinary source);

  /** Handles Cluttered MNIST. */
  R cluttered(DataSource.Cluttered source);

  /** Handles a folder of categories. */
  R imageFolder(DataSource.ImageFolder source);

  /** Handles arrays in NumPy's format. */
  R npz(DataSource.Npz source);
}

package backbench.core.spec;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Datasets;
import backbench.data.download.RemoteFile;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds a dataset as its file describes it.
 *
 * @param id the name of the file without its ending
 * @param title what people call it
 * @param shape the shape of one sample: [channels, height, width]
 * @param classes the number of classes, labelled from 0
 * @param source where the samples come from
 * @param licence the terms under which the data may be used
 * @param origin who published it, and where
 * @param classNames what the classes are called, from the first; none where numbers say it all
 * @param files what can be fetched into its folder; none where no download is known
 */
public record DatasetSpec(
    String id,
    String title,
    Shape shape,
    int classes,
    DatasetSource source,
    String licence,
    String origin,
    List<String> classNames,
    List<RemoteFile> files)
    implements Spec {

  /** Copies the lists. */
  public DatasetSpec {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
  }

  /** Holds a dataset without names for its classes and without files to fetch. */
  public DatasetSpec(
      String id,
      String title,
      Shape shape,
      int classes,
      DatasetSource source,
      String licence,
      String origin) {
    this(id, title, shape, classes, source, licence, origin, List.of(), List.of());
  }

  @Override
  public SpecKind kind() {
    return SpecKind.DATASET;
  }

  /** Returns the folder inside the data folder that its files lie in; none if it is drawn. */
  public Optional<String> folder() {
    return source instanceof DatasetSource.Idx idx ? Optional.of(idx.folder()) : Optional.empty();
  }

  /**
   * Finds the dataset, without opening it.
   *
   * @param dataRoot the folder that holds the folders of datasets
   * @throws BackbenchException {@code INVALID_ARGUMENT} if the dataset is read from files and no
   *     folder is given
   */
  public DataSource resolve(Optional<Path> dataRoot) {
    if (source instanceof DatasetSource.Drawn drawn) {
      return new DataSource.Drawn(drawn.drawing(), drawn.seed(), drawn.train(), drawn.test());
    }
    DatasetSource.Idx idx = (DatasetSource.Idx) source;
    Path folder =
        dataRoot
            .orElseThrow(
                () ->
                    new BackbenchException(
                        ErrorCode.INVALID_ARGUMENT,
                        "the dataset '%s' is read from files; expected the folder that holds '%s' (--data FOLDER)"
                            .formatted(id, idx.folder())))
            .resolve(idx.folder());
    return new DataSource.Idx(
        folder.resolve(idx.trainImages()).toString(),
        folder.resolve(idx.trainLabels()).toString(),
        folder.resolve(idx.testImages()).toString(),
        folder.resolve(idx.testLabels()).toString(),
        classes);
  }

  /**
   * Opens the dataset.
   *
   * @param found where {@link #resolve} found it
   * @throws BackbenchException {@code IO} if a file is missing or unreadable, with the command that
   *     fetches it if there is one; {@code INVALID_DATA} if one is damaged
   */
  public Dataset open(DataSource found) {
    try {
      return Datasets.open(found);
    } catch (BackbenchException e) {
      if (e.code() != ErrorCode.IO || files.isEmpty()) {
        throw e;
      }
      throw new BackbenchException(
          ErrorCode.IO,
          "%s; 'backbench data fetch %s' brings what is missing".formatted(e.getMessage(), id),
          e);
    }
  }

  /**
   * Returns the SHA-256 of what the dataset is, in hexadecimal; what it is called, its licence and
   * where it comes from do not count.
   */
  @Override
  public String digest() {
    return SpecDigest.of("dataset/1", id, shape, classes, source);
  }
}

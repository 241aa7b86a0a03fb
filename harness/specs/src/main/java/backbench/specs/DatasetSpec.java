package backbench.specs;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.download.RemoteFile;
import backbench.data.reader.Datasets;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a dataset as its file describes it.
 *
 * @param id the name of the file without its ending
 * @param title what people call it
 * @param shape the shape of one sample: [channels, height, width]
 * @param classes the number of classes, labelled from 0
 * @param source where the samples come from
 * @param rights whose it is, and what may be done with it
 * @param classNames what the classes are called, from the first; none where numbers say it all
 * @param files what can be fetched into its folder; none where no download is known
 */
public record DatasetSpec(
    String id,
    String title,
    Shape shape,
    int classes,
    DatasetSource source,
    Rights rights,
    List<String> classNames,
    List<RemoteFile> files)
    implements Spec {

  /** Copies the lists. */
  public DatasetSpec {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
  }

  /**
   * Says whose a dataset is.
   *
   * @param licence the terms under which the data may be used
   * @param origin who published it, and where
   */
  public record Rights(String licence, String origin) {}

  /** Holds a dataset without names for its classes and without files to fetch. */
  public DatasetSpec(
      String id, String title, Shape shape, int classes, DatasetSource source, Rights rights) {
    this(id, title, shape, classes, source, rights, List.of(), List.of());
  }

  @Override
  public SpecKind kind() {
    return SpecKind.DATASET;
  }

  /** Returns the folder inside the data folder that its files lie in; none if it is drawn. */
  public Optional<String> folder() {
    return source instanceof DatasetSource.Filed filed
        ? Optional.of(filed.folder())
        : Optional.empty();
  }

  /**
   * Finds the folder that its files lie in; none if it is drawn.
   *
   * @param root the folder that holds the folders of datasets
   * @throws BackbenchException {@code INVALID_DATA} if a link leads out of the root
   */
  public Optional<Path> folderIn(Path root) {
    Optional<Path> folder = folder().map(root::resolve);
    folder.ifPresent(path -> requireInside(root, path));
    return folder;
  }

  /**
   * Finds the dataset, without opening it.
   *
   * @param dataRoot the folder that holds the folders of datasets
   * @throws BackbenchException {@code INVALID_ARGUMENT} if the dataset is read from files and no
   *     folder is given; {@code INVALID_DATA} if a link leads out of the folder
   */
  public DataSource resolve(Optional<Path> dataRoot) {
    if (source instanceof DatasetSource.Drawn drawn) {
      return new DataSource.Drawn(drawn.drawing(), drawn.seed(), drawn.train(), drawn.test());
    }
    DatasetSource.Filed filed = (DatasetSource.Filed) source;
    Path root =
        dataRoot.orElseThrow(
            () ->
                new BackbenchException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the dataset '%s' needs files; expected --data FOLDER, the folder that holds '%s'"
                        .formatted(id, filed.folder())));
    Path folder = root.resolve(filed.folder());
    requireInside(root, folder);
    return filed.in(folder, shape, classes);
  }

  /** Refuses a link that leads elsewhere; a folder that is missing is for the reader to report. */
  private static void requireInside(Path root, Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Path real = folder.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw new BackbenchException(
            ErrorCode.INVALID_DATA,
            "%s: a link to %s; expected a folder inside %s".formatted(folder, real, root));
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, folder + ": cannot be read: " + e, e);
    }
  }

  /**
   * Opens the dataset.
   *
   * @param found where {@link #resolve} found it
   * @throws BackbenchException {@code IO} if a file is missing or unreadable, with the command that
   *     fetches it if there is one; {@code INVALID_DATA} if one is damaged
   */
  public Dataset open(DataSource found) {
    return orHowToFetch(() -> Datasets.open(found));
  }

  /**
   * Reads whatever files the dataset has, and draws nothing.
   *
   * @param found where {@link #resolve} found it
   * @throws BackbenchException as {@link #open} does
   */
  public Datasets.Sizes check(DataSource found) {
    return orHowToFetch(() -> Datasets.check(found));
  }

  private <T> T orHowToFetch(Supplier<T> read) {
    try {
      return read.get();
    } catch (BackbenchException e) {
      if (files.isEmpty() || !(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
      throw new BackbenchException(
          ErrorCode.IO,
          "%s; 'backbench data fetch %s' downloads the missing files".formatted(e.getMessage(), id),
          e.getCause());
    }
  }

  /**
   * Returns the SHA-256 of what the dataset is, in hexadecimal; what it is called, its licence and
   * where it comes from do not count.
   */
  @Override
  public String digest() {
    return SpecIdentity.of(this).sha256();
  }
}

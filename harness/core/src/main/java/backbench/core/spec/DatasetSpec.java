package backbench.core.spec;

import backbench.data.DataSource;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 */
public record DatasetSpec(
    String id,
    String title,
    Shape shape,
    int classes,
    DatasetSource source,
    String licence,
    String origin)
    implements Spec {

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
                    "the dataset '%s' is read from files; expected the folder that holds '%s' (--data FOLDER)"
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
            "%s: a link that leads to %s; expected a folder inside %s"
                .formatted(folder, real, root));
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, folder + ": cannot be read: " + e, e);
    }
  }

  /**
   * Returns the SHA-256 of what the dataset is, in hexadecimal; title, licence and origin do not
   * count.
   */
  @Override
  public String digest() {
    return SpecDigest.of("dataset/1", id, shape, classes, source);
  }
}

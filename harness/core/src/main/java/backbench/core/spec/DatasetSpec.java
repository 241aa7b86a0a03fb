package backbench.core.spec;

import backbench.data.DataSource;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
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
   * Returns the SHA-256 of what the dataset is, in hexadecimal; title, licence and origin do not
   * count.
   */
  @Override
  public String digest() {
    return SpecDigest.of("dataset/1", id, shape, classes, source);
  }
}

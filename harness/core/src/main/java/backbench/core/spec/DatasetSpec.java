package backbench.core.spec;

import backbench.graph.Shape;

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

  /**
   * Returns the SHA-256 of what the dataset is, in hexadecimal; title, licence and origin do not
   * count.
   */
  @Override
  public String digest() {
    return SpecDigest.of("dataset/1", id, shape, classes, source);
  }
}

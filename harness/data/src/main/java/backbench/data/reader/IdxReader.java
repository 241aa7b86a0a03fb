package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.graph.Shape;

/** Reads datasets of four IDX files: images [n, height, width] and labels [n], unsigned bytes. */
final class IdxReader {

  private IdxReader() {}

  static Dataset read(DataSource.Idx source) {
    return Dataset.of(
        samples(source.trainImages(), source.trainLabels(), source),
        samples(source.testImages(), source.testLabels(), source));
  }

  private static Samples samples(String imagesName, String labelsName, DataSource.Idx source) {
    Labelled all = labelled(imagesName, labelsName, source);
    return new Samples(source.shape(), source.classes(), all.images().data(), all.labels().data());
  }

  /**
   * Holds images and their labels, as many of the one as of the other.
   *
   * @param images of rank 3
   * @param labels of rank 1, all in range
   */
  record Labelled(IdxArray images, IdxArray labels) {}

  /** Reads a file of images and the file of their labels, of the shape and classes of a source. */
  static Labelled labelled(String imagesName, String labelsName, DataSource.Idx source) {
    IdxArray images = IdxArray.read(imagesName, 3);
    IdxArray labels = IdxArray.read(labelsName, 1);
    int[] dims = images.dims();
    Shape shape = source.shape();
    if (dims[1] != shape.height() || dims[2] != shape.width()) {
      throw DataErrors.invalid(
          images.file(),
          "images of " + dims[1] + " × " + dims[2],
          shape.height() + " × " + shape.width() + ", the shape that the dataset states");
    }
    if (dims[0] != labels.dims()[0]) {
      throw DataErrors.invalid(
          labels.file(),
          labels.dims()[0] + " labels",
          dims[0] + ", one for each image of " + images.file());
    }
    checkLabels(labels, source.classes());
    return new Labelled(images, labels);
  }

  private static void checkLabels(IdxArray labels, int classes) {
    byte[] data = labels.data();
    for (int i = 0; i < data.length; i++) {
      if ((data[i] & 0xFF) >= classes) {
        throw DataErrors.invalid(
            labels.file(),
            labels.headerBytes() + i,
            "label " + (data[i] & 0xFF),
            "0 to " + (classes - 1));
      }
    }
  }
}

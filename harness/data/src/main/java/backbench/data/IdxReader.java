package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;

/** Reads datasets of four IDX files: images [n, height, width] and labels [n], unsigned bytes. */
final class IdxReader {

  private IdxReader() {}

  static Dataset read(DataSource.Idx source) {
    Samples train = samples(source.trainImages(), source.trainLabels(), source.classes());
    Samples test = samples(source.testImages(), source.testLabels(), source.classes());
    if (!train.shape().equals(test.shape())) {
      throw new BackbenchException(
          ErrorCode.INVALID_DATA,
          source.testImages()
              + ": images of shape "
              + test.shape()
              + "; expected "
              + train.shape()
              + " as in "
              + source.trainImages());
    }
    return Dataset.of(train, test);
  }

  private static Samples samples(String imagesName, String labelsName, int classes) {
    Labelled all = labelled(imagesName, labelsName, classes);
    int[] dims = all.images().dims();
    return new Samples(
        Shape.image(1, dims[1], dims[2]), classes, all.images().data(), all.labels().data());
  }

  /**
   * Holds images and their labels, as many of the one as of the other.
   *
   * @param images of rank 3
   * @param labels of rank 1, all in range
   */
  record Labelled(IdxArray images, IdxArray labels) {}

  /** Reads a file of images and the file of their labels. */
  static Labelled labelled(String imagesName, String labelsName, int classes) {
    IdxArray images = IdxArray.read(imagesName, 3);
    IdxArray labels = IdxArray.read(labelsName, 1);
    if (images.dims()[0] != labels.dims()[0]) {
      throw DataErrors.invalid(
          labels.file(),
          labels.dims()[0] + " labels",
          images.dims()[0] + ", one for each image of " + images.file());
    }
    checkLabels(labels, classes);
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

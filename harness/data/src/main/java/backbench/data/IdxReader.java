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
    IdxArray images = IdxArray.read(imagesName, 3);
    IdxArray labels = IdxArray.read(labelsName, 1);
    if (images.dims()[0] != labels.dims()[0]) {
      throw new BackbenchException(
          ErrorCode.INVALID_DATA,
          labels.file()
              + ": "
              + labels.dims()[0]
              + " labels; expected "
              + images.dims()[0]
              + ", one for each image of "
              + images.file());
    }
    checkLabels(labels, classes);
    Shape shape = Shape.image(1, images.dims()[1], images.dims()[2]);
    return new Samples(shape, classes, images.data(), labels.data());
  }

  private static void checkLabels(IdxArray labels, int classes) {
    byte[] data = labels.data();
    for (int i = 0; i < data.length; i++) {
      if ((data[i] & 0xFF) >= classes) {
        throw new BackbenchException(
            ErrorCode.INVALID_DATA,
            labels.file()
                + " at byte "
                + (labels.headerBytes() + i)
                + ": label "
                + (data[i] & 0xFF)
                + "; expected 0 to "
                + (classes - 1));
      }
    }
  }
}

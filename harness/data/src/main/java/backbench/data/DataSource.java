package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Says where a dataset comes from, as plain data that can travel to a worker.
 *
 * @see Datasets#open(DataSource)
 */
public sealed interface DataSource {

  /** The most classes that a dataset may have: a label is kept in one byte. */
  int MAX_CLASSES = 256;

  /**
   * Names the four files of a dataset in IDX format (LeCun, Cortes and Burges, "The MNIST database
   * of handwritten digits"): images [n, height, width] and labels [n], all unsigned bytes.
   *
   * <p>Each name is that of the raw or of the gzip file; where it does not exist, the same name
   * with, or without, {@code .gz} is tried. What is inside is told by the content.
   *
   * @param trainImages file of the training images
   * @param trainLabels file of the training labels
   * @param testImages file of the test images
   * @param testLabels file of the test labels
   * @param classes the number of classes, 2 to 256; labels are 0 to classes - 1
   */
  record Idx(
      String trainImages, String trainLabels, String testImages, String testLabels, int classes)
      implements DataSource {

    /** Checks the number of classes. */
    public Idx {
      if (classes < 2 || classes > MAX_CLASSES) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT, "classes must be 2 to " + MAX_CLASSES + ", not " + classes);
      }
    }
  }

  /**
   * Asks for drawn images, the same for the same seed on every machine.
   *
   * @param drawing what is drawn
   * @param seed singles out a set; a set's first images do not depend on its size
   * @param train the number of training samples, 1 to {@link Drawing#mostSamples()}
   * @param test the number of test samples, 1 to {@link Drawing#mostSamples()}
   */
  record Drawn(Drawing drawing, long seed, int train, int test) implements DataSource {

    /** Checks the sizes. */
    public Drawn {
      check(drawing, "train", train);
      check(drawing, "test", test);
    }

    /** Returns the same images, but no more than so many of each set. */
    public Drawn atMost(int mostTrain, int mostTest) {
      return new Drawn(drawing, seed, Math.min(train, mostTrain), Math.min(test, mostTest));
    }

    private static void check(Drawing drawing, String name, int size) {
      if (size < 1 || size > drawing.mostSamples()) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            drawing.key()
                + ": "
                + name
                + " must be 1 to "
                + drawing.mostSamples()
                + " samples, not "
                + size);
      }
    }
  }
}

package backbench.data;

import backbench.data.drawing.Drawing;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.util.List;
import java.util.Optional;

/** Says where a dataset comes from, as plain data that can travel to a worker. */
public sealed interface DataSource {

  /** The most classes that a dataset may have: a label is kept in one byte. */
  int MAX_CLASSES = 256;

  /** Calls the visitor's method for this kind of source. */
  <R> R accept(DataSourceVisitor<R> visitor);

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
   * @param shape the shape of every image, [1, height, width]
   * @param classes the number of classes, 2 to 256; labels are 0 to classes - 1
   */
  record Idx(
      String trainImages,
      String trainLabels,
      String testImages,
      String testLabels,
      Shape shape,
      int classes)
      implements DataSource {

    /** Checks shape and number of classes. */
    public Idx {
      requireClasses(classes);
      if (!shape.isImage() || shape.channels() != 1) {
        throw invalid("IDX files hold images [1, height, width], not " + shape);
      }
    }

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.idx(this);
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

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.drawn(this);
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

  /**
   * Names the files of a dataset in the binary format of CIFAR-10: [3, 32, 32] in 10 classes.
   *
   * @param train files of the training set, in this order; at least one
   * @param test files of the test set, in this order; at least one
   */
  record CifarBinary(List<String> train, List<String> test) implements DataSource {

    /** The shape of every image. */
    public static final Shape SHAPE = Shape.image(3, 32, 32);

    /** How many classes there are. */
    public static final int CLASSES = 10;

    /** Checks that there are files. */
    public CifarBinary {
      train = List.copyOf(train);
      test = List.copyOf(test);
      if (train.isEmpty() || test.isEmpty()) {
        throw invalid("both sets need a file");
      }
    }

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.cifarBinary(this);
    }
  }

  /**
   * Asks for Cluttered MNIST, [1, 60, 60], made of digits in IDX files; the same for the same seed
   * and digits on every machine.
   *
   * <p>The training set holds the {@code train} samples made of all but the last digits, and after
   * them the {@code validation} samples made of the last digits: a recipe that holds out that many
   * validates on digits that it has not trained on.
   *
   * @param digits the files of digits, {@link #DIGIT}
   * @param heldOut how many of the last training digits the validation samples are made of
   * @param seed singles out a set
   * @param train samples to train on
   * @param validation samples to validate on
   * @param test samples to test on
   */
  record Cluttered(Idx digits, int heldOut, long seed, int train, int validation, int test)
      implements DataSource {

    /** The shape of every image. */
    public static final Shape SHAPE = Shape.image(1, 60, 60);

    /** The shape of every digit that is put in clutter. */
    public static final Shape DIGIT = Shape.image(1, 28, 28);

    /** The most samples of one set: what fits in 1 GiB. */
    public static final int MOST_SAMPLES = (1 << 30) / SHAPE.size();

    /** Checks the digits and the sizes. */
    public Cluttered {
      if (!digits.shape().equals(DIGIT)) {
        throw invalid("digits of " + DIGIT + " are cluttered, not of " + digits.shape());
      }
      if (heldOut < 1) {
        throw invalid("at least 1 digit must be held out, not " + heldOut);
      }
      if (train < 1 || validation < 1 || (long) train + validation > MOST_SAMPLES) {
        throw invalid(
            "training and validation must have 1 to "
                + MOST_SAMPLES
                + " samples together and at least 1 each, not "
                + train
                + " and "
                + validation);
      }
      if (test < 1 || test > MOST_SAMPLES) {
        throw invalid("the test set must have 1 to " + MOST_SAMPLES + " samples, not " + test);
      }
    }

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.cluttered(this);
    }
  }

  /**
   * Names a folder of categories, each a folder of JPEG and PNG files.
   *
   * <p>The categories are those that are named, else all folders in the order of their names; the
   * first is class 0. In each, the images, by name, are put in an order that the seed and the
   * category's name single out, and split from its front. A set takes the first image of each
   * category, then the second of each, and so on.
   *
   * @param folder the folder of categories
   * @param shape what images are resized to: [3, height, width] or [1, height, width]
   * @param classes how many categories there are, 2 to 256
   * @param chosen which of the files count
   * @param fit how an image of other proportions is resized
   * @param seed singles out the split
   * @param split how many images train and test
   */
  record ImageFolder(
      String folder, Shape shape, int classes, Chosen chosen, Fit fit, long seed, Split split)
      implements DataSource {

    /** The most values of a resized image. */
    public static final int MOST_VALUES = 1 << 24;

    /** The most images of a category. */
    public static final int MOST_IMAGES = 1_000_000;

    /** Checks shape and number of classes. */
    public ImageFolder {
      requireClasses(classes);
      if (!chosen.categories().isEmpty() && chosen.categories().size() != classes) {
        throw invalid(
            chosen.categories().size() + " categories do not fit " + classes + " classes");
      }
      boolean colours = shape.channels() == 1 || shape.channels() == 3;
      if (!shape.isImage() || !colours || shape.size() > MOST_VALUES) {
        throw invalid(
            "images are resized to [1 or 3, height, width] of up to "
                + MOST_VALUES
                + " values, not to "
                + shape);
      }
    }

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.imageFolder(this);
    }
  }

  /**
   * Says which files of a folder of images count.
   *
   * @param categories the names of the folders, in the order of their classes; empty for all that
   *     are there, in the order of their names
   * @param first how many files of each, the first by name
   */
  record Chosen(List<String> categories, int first) {

    /** Takes every file of every folder. */
    public static final Chosen ALL = new Chosen(List.of(), ImageFolder.MOST_IMAGES);

    /** Copies the list and checks the number. */
    public Chosen {
      categories = List.copyOf(categories);
      if (first < 1 || first > ImageFolder.MOST_IMAGES) {
        throw invalid("the first 1 to " + ImageFolder.MOST_IMAGES + " files count, not " + first);
      }
    }
  }

  /** Says how many images of a category train and test. */
  sealed interface Split {

    /** Calls the visitor's method for this kind of split. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Handles each kind of split.
     *
     * @param <R> what is made of a split
     */
    interface Visitor<R> {
      /** Handles fixed numbers of images. */
      R counts(Counts split);

      /** Handles a share of all images. */
      R share(Share split);
    }

    /**
     * Takes so many of each category and leaves the rest out.
     *
     * @param train images to train on, at least 1
     * @param test images to test on, at least 1
     */
    record Counts(int train, int test) implements Split {

      /** Checks the counts. */
      public Counts {
        if (train < 1 || test < 1) {
          throw invalid("each category needs images in both sets, not " + train + " and " + test);
        }
      }

      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.counts(this);
      }
    }

    /**
     * Takes every image.
     *
     * @param test the share to test on, above 0 and below 1: {@code floor(n · share)} of n images
     */
    record Share(double test) implements Split {

      /** Checks the share. */
      public Share {
        if (!(test > 0 && test < 1)) {
          throw invalid("the share of test images must be above 0 and below 1, not " + test);
        }
      }

      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.share(this);
      }
    }
  }

  /**
   * Names arrays in a file of NumPy's format {@code .npz}.
   *
   * @param file the file
   * @param shape the shape of one image, which the arrays' dimensions after the first must fill
   * @param classes the number of classes, 2 to 256
   * @param range the value that stands for 255, above 0; all are from 0 to this
   * @param train the training arrays
   * @param validation arrays that are put after the training arrays
   * @param test the test arrays
   */
  record Npz(
      String file,
      Shape shape,
      int classes,
      double range,
      Arrays train,
      Optional<Arrays> validation,
      Arrays test)
      implements DataSource {

    /** Checks classes and range. */
    public Npz {
      requireClasses(classes);
      if (!(range > 0 && Double.isFinite(range))) {
        throw invalid("the range of values must end above 0, not at " + range);
      }
    }

    @Override
    public <R> R accept(DataSourceVisitor<R> visitor) {
      return visitor.npz(this);
    }
  }

  /**
   * Names the two arrays of a set, without {@code .npy}.
   *
   * @param images [n, …], of floats, or of whole numbers
   * @param labels [n], [n, 1], or [n, classes] with a one in each row
   */
  record Arrays(String images, String labels) {}

  private static void requireClasses(int classes) {
    if (classes < 2 || classes > MAX_CLASSES) {
      throw invalid("classes must be 2 to " + MAX_CLASSES + ", not " + classes);
    }
  }

  private static BackbenchException invalid(String message) {
    return new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
  }
}

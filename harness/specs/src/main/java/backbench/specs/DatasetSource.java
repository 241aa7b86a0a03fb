package backbench.specs;

import backbench.commons.CanonicalJson;
import backbench.data.DataSource;
import backbench.data.Fit;
import backbench.data.drawing.Drawing;
import backbench.graph.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Says where a dataset's samples come from. */
public sealed interface DatasetSource {

  /** Spells which samples these are. */
  CanonicalJson identity();

  /** Says in a few words where the samples come from. */
  String inWords();

  /** Returns how many training samples there are, where the description says so. */
  default OptionalInt trainSamples() {
    return OptionalInt.empty();
  }

  /** Returns how many test samples there are, where the description says so. */
  default OptionalInt testSamples() {
    return OptionalInt.empty();
  }

  /** Says that samples are read from files, or made of what is read. */
  sealed interface Filed extends DatasetSource {

    /** Returns the folder, relative to the data root; it never leads out of it. */
    String folder();

    @Override
    default String inWords() {
      return "files in " + folder();
    }

    /**
     * Says where the files are.
     *
     * @param found the folder
     * @param shape the dataset's
     * @param classes the dataset's
     */
    DataSource in(Path found, Shape shape, int classes);
  }

  /**
   * Draws images procedurally.
   *
   * @param drawing what is drawn
   * @param seed starts the generator
   * @param train images of the training set
   * @param test images of the test set
   */
  record Drawn(Drawing drawing, long seed, int train, int test) implements DatasetSource {

    @Override
    public CanonicalJson identity() {
      return CanonicalJson.object()
          .with("drawn", drawing.key())
          .with("seed", seed)
          .with("train", train)
          .with("test", test);
    }

    @Override
    public String inWords() {
      return String.format(Locale.ROOT, "generated, %,d + %,d", train, test);
    }

    @Override
    public OptionalInt trainSamples() {
      return OptionalInt.of(train);
    }

    @Override
    public OptionalInt testSamples() {
      return OptionalInt.of(test);
    }
  }

  /**
   * Reads IDX files, raw or compressed with gzip.
   *
   * @param folder relative to the data root
   * @param trainImages a file name in the folder
   * @param trainLabels a file name in the folder
   * @param testImages a file name in the folder
   * @param testLabels a file name in the folder
   */
  record Idx(
      String folder, String trainImages, String trainLabels, String testImages, String testLabels)
      implements Filed {

    @Override
    public CanonicalJson identity() {
      return CanonicalJson.object()
          .with("idx", List.of(trainImages, trainLabels, testImages, testLabels))
          .with("folder", folder);
    }

    @Override
    public DataSource.Idx in(Path found, Shape shape, int classes) {
      return new DataSource.Idx(
          found.resolve(trainImages).toString(),
          found.resolve(trainLabels).toString(),
          found.resolve(testImages).toString(),
          found.resolve(testLabels).toString(),
          shape,
          classes);
    }
  }

  /**
   * Puts digits of IDX files in clutter.
   *
   * @param digits the files
   * @param heldOut how many of the last training digits the validation samples are made of
   * @param seed starts the generator
   * @param train samples made of the other training digits
   * @param validation samples after them
   * @param test samples of the test set
   */
  record Cluttered(Idx digits, int heldOut, long seed, int train, int validation, int test)
      implements Filed {

    @Override
    public CanonicalJson identity() {
      return CanonicalJson.object()
          .with("cluttered", digits.identity())
          .with("held_out", heldOut)
          .with("seed", seed)
          .with("train", train)
          .with("validation", validation)
          .with("test", test);
    }

    @Override
    public String folder() {
      return digits.folder();
    }

    @Override
    public String inWords() {
      return "generated from files in " + folder();
    }

    @Override
    public OptionalInt trainSamples() {
      return OptionalInt.of(train + validation);
    }

    @Override
    public OptionalInt testSamples() {
      return OptionalInt.of(test);
    }

    @Override
    public DataSource in(Path found, Shape shape, int classes) {
      return new DataSource.Cluttered(
          digits.in(found, DataSource.Cluttered.DIGIT, classes),
          heldOut,
          seed,
          train,
          validation,
          test);
    }
  }

  /**
   * Reads CIFAR-10's binary files.
   *
   * @param folder relative to the data root
   * @param train file names in the folder
   * @param test file names in the folder
   */
  record CifarBinary(String folder, List<String> train, List<String> test) implements Filed {

    @Override
    public CanonicalJson identity() {
      return CanonicalJson.object()
          .with("cifar_binary", CanonicalJson.object().with("train", train).with("test", test))
          .with("folder", folder);
    }

    @Override
    public DataSource in(Path found, Shape shape, int classes) {
      return new DataSource.CifarBinary(inFolder(found, train), inFolder(found, test));
    }

    private static List<String> inFolder(Path found, List<String> names) {
      return names.stream().map(name -> found.resolve(name).toString()).toList();
    }
  }

  /**
   * Reads a folder of categories, each a folder of images.
   *
   * @param folder relative to the data root
   * @param chosen which of the files count
   * @param fit how images of other proportions are resized
   * @param seed starts the split
   * @param split how many images of each category train and test
   */
  record ImageFolder(
      String folder, DataSource.Chosen chosen, Fit fit, long seed, DataSource.Split split)
      implements Filed {

    @Override
    public CanonicalJson identity() {
      return CanonicalJson.object()
          .with("image_folder", SpecIdentity.of(chosen))
          .with("folder", folder)
          .with("fit", SpecIdentity.name(fit))
          .with("seed", seed)
          .with("split", SpecIdentity.of(split));
    }

    @Override
    public DataSource in(Path found, Shape shape, int classes) {
      return new DataSource.ImageFolder(found.toString(), shape, classes, chosen, fit, seed, split);
    }
  }

  /**
   * Reads arrays out of an {@code .npz} file.
   *
   * @param folder relative to the data root
   * @param file a file name in the folder
   * @param range the value that stands for 255
   * @param train the training arrays
   * @param validation arrays put after them
   * @param test the test arrays
   */
  record Npz(
      String folder,
      String file,
      double range,
      DataSource.Arrays train,
      Optional<DataSource.Arrays> validation,
      DataSource.Arrays test)
      implements Filed {

    @Override
    public CanonicalJson identity() {
      return arrays().with("folder", folder);
    }

    private CanonicalJson arrays() {
      CanonicalJson spelled =
          CanonicalJson.object()
              .with("npz", file)
              .with("range", range)
              .with("train", SpecIdentity.of(train))
              .with("test", SpecIdentity.of(test));
      validation.ifPresent(arrays -> spelled.with("validation", SpecIdentity.of(arrays)));
      return spelled;
    }

    @Override
    public DataSource in(Path found, Shape shape, int classes) {
      return new DataSource.Npz(
          found.resolve(file).toString(), shape, classes, range, train, validation, test);
    }
  }
}

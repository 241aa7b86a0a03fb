package backbench.cli.data;

import backbench.cli.option.DataFolder;
import backbench.cli.option.WholeNumber;
import backbench.commons.AtomicFile;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.feed.Augmenter;
import backbench.data.feed.Batches;
import backbench.data.feed.Feed;
import backbench.specs.DatasetSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.specs.reader.Catalog;
import backbench.spi.Batch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench data sheet}. */
@Command(
    name = "sheet",
    description = "Draws samples of a dataset with their labels, as a PNG.",
    mixinStandardHelpOptions = true)
final class DataSheetCommand implements Runnable {

  /** Names the two sets of a dataset. */
  enum Part {
    TRAIN,
    TEST
  }

  /** Names the workload whose augmentation the samples get. */
  static final class Varied {

    @Option(
        names = "--suite",
        paramLabel = "SUITE",
        required = true,
        description = "Draw the samples as this suite augments them.")
    String suite = "";

    @Option(
        names = "--network",
        paramLabel = "NETWORK",
        required = true,
        description = "The network of the suite whose recipe augments the samples.")
    String network = "";

    @Option(
        names = "--epoch",
        paramLabel = "N",
        converter = WholeNumber.Epochs.class,
        description = "The epoch, from 1, of the first fork; by default ${DEFAULT-VALUE}.",
        defaultValue = "1")
    int epoch;
  }

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "A name from 'backbench data list', or the path of a .yaml file.")
  String name = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the PNG to FILE; by default NAME-train.png or NAME-test.png.")
  @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "Draw samples of this set: train or test; by default ${DEFAULT-VALUE}.",
      defaultValue = "train")
  Part part = Part.TRAIN;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = WholeNumber.InALine.class,
      description = "The number of rows; by default ${DEFAULT-VALUE}.",
      defaultValue = "8")
  int rows;

  @Option(
      names = "--columns",
      paramLabel = "N",
      converter = WholeNumber.InALine.class,
      description = "The number of columns; by default ${DEFAULT-VALUE}.",
      defaultValue = "12")
  int columns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = WholeNumber.Seed.class,
      description = "Pick samples at random with this seed; by default the first samples.")
  @Nullable Long seed;

  @ArgGroup(exclusive = false)
  @Nullable Varied varied;

  @Mixin DataFolder data;

  DataSheetCommand() {
    this(Catalog::installed);
  }

  DataSheetCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    DatasetSpec dataset = catalog.get().dataset(name);
    Batches batches = batches(dataset);
    int shown = Math.min(rows * columns, batches.samples().size());
    ContactSheet sheet =
        new ContactSheet(batches.shape(), (shown + columns - 1) / columns, columns);
    // The epoch does not change which samples are picked: one sample can be compared across epochs.
    int[] picked = Arrays.copyOf(order().indices(batches.samples().size(), 0), shown);
    try (Feed feed = batches.some(varied == null ? 0 : varied.epoch - 1, picked)) {
      for (int place = 0; place < shown; place++) {
        Batch one = feed.next();
        sheet.draw(place, one.images().data(), label(dataset, one.labels()[0]));
      }
    }
    String set = part.name().toLowerCase(Locale.ROOT);
    Path file = out == null ? Path.of(dataset.id() + "-" + set + ".png") : out;
    AtomicFile.write(file, sheet.png());
    spec.commandLine()
        .getOut()
        .println(file + ": " + shown + " samples of the " + set + " set, " + batches.shape());
  }

  /** Makes batches of one sample each, unchanged or as a recipe augments them. */
  private Batches batches(DatasetSpec dataset) {
    DataSource source = dataset.resolve(Optional.of(data.path()));
    if (varied == null) {
      if (seed == null && source instanceof DataSource.Drawn drawn) {
        // The first images of a set do not depend on its size, so no more are drawn.
        source = drawn.atMost(rows * columns, rows * columns);
      }
      Dataset opened = dataset.open(source);
      return new Batches(
          part == Part.TRAIN ? opened.train() : opened.test(), Scaling.IDENTITY, 1, order());
    }
    SuiteSpec suite = catalog.get().suite(varied.suite);
    RecipeSpec recipe = workload(suite, dataset, varied.network).recipe();
    Selection.Parts parts = recipe.selection().of(dataset.open(source));
    Samples samples = part == Part.TRAIN ? parts.train() : parts.test();
    Augmenter augmenter =
        part == Part.TRAIN
            ? Augmenter.training(
                recipe.augmentation(), samples, suite.measure().repetition().seed())
            : Augmenter.heldOut(recipe.augmentation(), samples.shape());
    return new Batches(samples, Scaling.IDENTITY, 1, order(), augmenter);
  }

  private SuiteSpec.Workload workload(SuiteSpec suite, DatasetSpec dataset, String network) {
    return suite.workloads().stream()
        .filter(
            workload ->
                workload.id().equals(network) && workload.dataset().id().equals(dataset.id()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--network: the suite '%s' has no workload '%s' on '%s'; expected one of its workloads on that dataset"
                        .formatted(suite.id(), network, dataset.id())));
  }

  private Order order() {
    return seed == null ? new Order.AsFiled() : new Order.Shuffled(seed);
  }

  private static String label(DatasetSpec dataset, int label) {
    List<String> names = dataset.classNames();
    return names.isEmpty() ? String.valueOf(label) : label + " " + names.get(label);
  }
}

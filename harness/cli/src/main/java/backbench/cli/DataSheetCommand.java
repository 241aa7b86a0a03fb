package backbench.cli;

import backbench.core.result.AtomicFile;
import backbench.core.spec.Catalog;
import backbench.core.spec.DatasetSpec;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    description = "Shows samples of a dataset with their labels, as a contact sheet in PNG.",
    mixinStandardHelpOptions = true)
final class DataSheetCommand implements Runnable {

  private static final int MOST_IN_A_LINE = 100;

  /** Names the two sets of a dataset. */
  enum Part {
    TRAIN,
    TEST
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
      description = "Where the sheet goes; by default NAME-train.png or NAME-test.png.")
  @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "Which samples to show: train or test; by default ${DEFAULT-VALUE}.",
      defaultValue = "train")
  Part part = Part.TRAIN;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "By default ${DEFAULT-VALUE}.",
      defaultValue = "8")
  int rows;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "By default ${DEFAULT-VALUE}.",
      defaultValue = "12")
  int columns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Pick samples from the whole set by this seed; by default the first are shown.")
  @Nullable Long seed;

  @Mixin DataFolder data;

  DataSheetCommand() {
    this(Catalog::installed);
  }

  DataSheetCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    requireInALine("--rows", rows);
    requireInALine("--columns", columns);
    DatasetSpec dataset = catalog.get().dataset(name);
    Samples samples = samples(dataset);
    int shown = Math.min(rows * columns, samples.size());
    int[] order = order().indices(samples.size(), 0);
    ContactSheet sheet =
        new ContactSheet(samples.shape(), (shown + columns - 1) / columns, columns);
    float[] pixels = new float[samples.shape().size()];
    for (int place = 0; place < shown; place++) {
      copyPixels(samples, order[place], pixels);
      sheet.draw(place, pixels, label(dataset, samples.label(order[place])));
    }
    String set = part.name().toLowerCase(Locale.ROOT);
    Path file = out == null ? Path.of(dataset.id() + "-" + set + ".png") : out;
    AtomicFile.write(file, sheet.png());
    spec.commandLine()
        .getOut()
        .println(file + ": " + shown + " samples of the " + set + " set, " + samples.shape());
  }

  /**
   * Copies a sample as it is shown, 0 to 255: the one place where what a recipe does to it belongs.
   */
  private static void copyPixels(Samples samples, int index, float[] into) {
    samples.copyPixels(index, Scaling.IDENTITY, into, 0);
  }

  private Samples samples(DatasetSpec dataset) {
    DataSource source = dataset.resolve(Optional.of(data.path()));
    if (seed == null && source instanceof DataSource.Drawn drawn) {
      // The first images of a set do not depend on its size, so no more are drawn.
      source = drawn.atMost(rows * columns, rows * columns);
    }
    Dataset opened = dataset.open(source);
    return part == Part.TRAIN ? opened.train() : opened.test();
  }

  private Order order() {
    return seed == null ? new Order.AsFiled() : new Order.Shuffled(seed);
  }

  private static String label(DatasetSpec dataset, int label) {
    List<String> names = dataset.classNames();
    return names.isEmpty() ? String.valueOf(label) : label + " " + names.get(label);
  }

  private void requireInALine(String option, int value) {
    if (value < 1 || value > MOST_IN_A_LINE) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": '" + value + "'; expected a whole number from 1 to " + MOST_IN_A_LINE);
    }
  }
}

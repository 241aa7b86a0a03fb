package backbench.run;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.drawing.Drawing;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Shape;
import backbench.plugins.Plugins;
import backbench.run.machine.Installation;
import backbench.specs.ArchitectureSpec;
import backbench.specs.DatasetSource;
import backbench.specs.DatasetSpec;
import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes requests to run one dense layer on drawn digits. */
public final class ToySuite {

  private static final MeasureSpec.Predict PREDICT = new MeasureSpec.Predict(10, 0.01, 0.02);

  private ToySuite() {}

  public static SuiteSpec suite(int forks, int timeoutSeconds, String... backends) {
    return suite(forks, timeoutSeconds, 0.01, backends);
  }

  public static SuiteSpec suite(
      int forks, int timeoutSeconds, double warmupSeconds, String... backends) {
    return suite(
        List.of(backends),
        new MeasureSpec(
            new MeasureSpec.Repetition(forks, 1, warmupSeconds, timeoutSeconds),
            new MeasureSpec.Variants(List.of(Device.CPU), List.of(1), List.of(Tuning.BEST)),
            Optional.empty(),
            PREDICT,
            new MeasureSpec.Accuracy(0.005, OptionalDouble.of(0.5), true),
            0));
  }

  /** Makes a suite of one fork for each device and tuning. */
  public static SuiteSpec varied(List<Device> devices, List<Tuning> tunings) {
    return suite(
        List.of(),
        new MeasureSpec(
            new MeasureSpec.Repetition(1, 1, 0.01, 60),
            new MeasureSpec.Variants(devices, List.of(1), tunings),
            Optional.empty(),
            PREDICT,
            MeasureSpec.Accuracy.USUAL,
            0));
  }

  private static SuiteSpec suite(List<String> backends, MeasureSpec measure) {
    return new SuiteSpec(
        "toy",
        "A toy",
        List.of(new SuiteSpec.Workload("linear", linear(), digits(), recipe(), Optional.empty())),
        backends,
        measure);
  }

  /**
   * Makes a suite on a dataset in files, and writes these.
   *
   * @param dataRoot the folder of the dataset's folder
   * @param step tells one dataset from another
   */
  public static SuiteSpec inFiles(int forks, Path dataRoot, int step) {
    Path data = dataRoot.resolve("filed");
    writeIdx(data, "train", 200, step);
    writeIdx(data, "test", 50, step);
    DatasetSpec filed =
        new DatasetSpec(
            "filed",
            "In files",
            Shape.image(1, 28, 28),
            10,
            new DatasetSource.Idx("filed", "train-x", "train-y", "test-x", "test-y"),
            new DatasetSpec.Rights("", ""));
    return new SuiteSpec(
        "toy",
        "A toy",
        List.of(new SuiteSpec.Workload("linear", linear(), filed, recipe(), Optional.empty())),
        List.of(),
        suite(forks, 60).measure());
  }

  private static void writeIdx(Path folder, String name, int images, int step) {
    ByteBuffer pixels = ByteBuffer.allocate(16 + images * 28 * 28);
    pixels.putInt(0x803).putInt(images).putInt(28).putInt(28);
    ByteBuffer labels = ByteBuffer.allocate(8 + images).putInt(0x801).putInt(images);
    for (int i = 0; i < images; i++) {
      labels.put((byte) (i % 10));
    }
    for (int at = 0; pixels.hasRemaining(); at += step) {
      pixels.put((byte) at);
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + "-x"), pixels.array());
      Files.write(folder.resolve(name + "-y"), labels.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DatasetSpec digits() {
    return new DatasetSpec(
        "digits",
        "Digits",
        Shape.image(1, 28, 28),
        10,
        new DatasetSource.Drawn(Drawing.DIGITS, 1, 200, 50),
        new DatasetSpec.Rights("", ""));
  }

  public static ArchitectureSpec linear() {
    Graph graph =
        new Graph(
            "linear",
            Shape.image(1, 28, 28),
            List.of(
                new Node("flat", new Layer.Flatten(), List.of("input")),
                new Node("dense", new Layer.Dense(10), List.of("flat"))),
            "dense");
    return new ArchitectureSpec("linear", "Linear", "", graph.resolve());
  }

  public static RecipeSpec recipe() {
    return recipe(Optional.of(100));
  }

  public static RecipeSpec wholeRecipe() {
    return recipe(Optional.empty());
  }

  private static RecipeSpec recipe(Optional<Integer> train) {
    return new RecipeSpec(
        new Optimizer.Sgd(0.1),
        20,
        2,
        Scaling.UNIT,
        true,
        new Selection(train, 0.1, Optional.empty()),
        Map.of(),
        Augmentation.NONE);
  }

  public static RunRequest request(SuiteSpec suite, Plugins plugins, Path worker, Path folder) {
    return new RunRequest(
        suite,
        Optional.empty(),
        plugins,
        new Installation(folder, worker, folder.resolve("cache"), "test"),
        folder.resolve("out"),
        Optional.empty(),
        Map.of(),
        true);
  }
}

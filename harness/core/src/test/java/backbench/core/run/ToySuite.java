package backbench.core.run;

import backbench.core.plugin.Plugins;
import backbench.core.spec.ArchitectureSpec;
import backbench.core.spec.DatasetSource;
import backbench.core.spec.DatasetSpec;
import backbench.core.spec.MeasureSpec;
import backbench.core.spec.RecipeSpec;
import backbench.core.spec.SuiteSpec;
import backbench.data.Augmentation;
import backbench.data.Drawing;
import backbench.data.Scaling;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Shape;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes requests to run one dense layer on drawn digits. */
final class ToySuite {

  private static final MeasureSpec.Predict PREDICT = new MeasureSpec.Predict(10, 0.01, 0.02);

  private ToySuite() {}

  static SuiteSpec suite(int forks, int timeoutSeconds, String... backends) {
    return suite(forks, timeoutSeconds, 0.01, backends);
  }

  static SuiteSpec suite(int forks, int timeoutSeconds, double warmupSeconds, String... backends) {
    return suite(
        List.of(backends),
        new MeasureSpec(
            forks,
            1,
            List.of(Device.CPU),
            List.of(1),
            List.of(Tuning.BEST),
            warmupSeconds,
            timeoutSeconds,
            Optional.empty(),
            PREDICT,
            new MeasureSpec.Accuracy(0.005, OptionalDouble.of(0.5), true)));
  }

  /** Makes a suite of one fork for each device and tuning. */
  static SuiteSpec varied(List<Device> devices, List<Tuning> tunings) {
    return suite(
        List.of(),
        new MeasureSpec(
            1,
            1,
            devices,
            List.of(1),
            tunings,
            0.01,
            60,
            Optional.empty(),
            PREDICT,
            MeasureSpec.Accuracy.USUAL));
  }

  private static SuiteSpec suite(List<String> backends, MeasureSpec measure) {
    return new SuiteSpec(
        "toy",
        "A toy",
        List.of(new SuiteSpec.Entry("linear", linear(), digits(), recipe(), Optional.empty())),
        backends,
        measure);
  }

  static DatasetSpec digits() {
    return new DatasetSpec(
        "digits",
        "Digits",
        Shape.image(1, 28, 28),
        10,
        new DatasetSource.Drawn(Drawing.DIGITS, 1, 200, 50),
        "",
        "");
  }

  static ArchitectureSpec linear() {
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

  static RecipeSpec recipe() {
    return recipe(OptionalInt.of(100));
  }

  static RecipeSpec wholeRecipe() {
    return recipe(OptionalInt.empty());
  }

  private static RecipeSpec recipe(OptionalInt train) {
    return new RecipeSpec(
        new Optimizer.Sgd(0.1),
        20,
        2,
        Scaling.UNIT,
        0.1,
        true,
        train,
        OptionalInt.empty(),
        Map.of(),
        Augmentation.NONE);
  }

  static RunRequest request(SuiteSpec suite, Plugins plugins, Path worker, Path folder) {
    return new RunRequest(
        suite,
        Optional.empty(),
        plugins,
        new Installation(folder, worker, folder.resolve("cache"), "test"),
        folder.resolve("out"),
        Optional.empty(),
        true);
  }
}

package backbench.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import backbench.djl.engine.EngineStart;
import backbench.djl.engineloop.EngineLoopModel;
import backbench.djl.pytorch.PyTorchDialect;
import backbench.djl.pytorch.PyTorchProvider;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepLeavesNothingTest {

  private static final Optional<TrainingSpec> ADAM =
      Optional.of(new TrainingSpec(new Optimizer.Adam(1e-3)));

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @OnNativePlatform(PyTorchProvider.class)
  void stepsAndPredictionsKeepNoArrayOnTheEngine(boolean scripted) {
    ResolvedGraph graph = everything();
    assertLeavesNothing(
        (backend, manager) ->
            new DjlModel(
                backend,
                engine(),
                new PyTorchDialect(scripted),
                manager,
                graph,
                InitialParameters.draw(graph, 1),
                ADAM,
                MemoryFormat.CHANNELS_LAST));
  }

  @Test
  @OnNativePlatform(PyTorchProvider.class)
  void stepsAndPredictionsOfTheEnginesOwnLoopKeepNoArrayOnTheEngine() {
    ResolvedGraph graph = chain();
    assertLeavesNothing(
        (backend, manager) ->
            new EngineLoopModel(
                backend,
                engine(),
                new PyTorchDialect(false),
                manager,
                graph,
                InitialParameters.draw(graph, 1),
                ADAM));
  }

  private Engine engine() {
    return EngineStart.load(PyTorchDialect.ENGINE, BackendConfig.cpu(1, 1, scratch));
  }

  private void assertLeavesNothing(BiFunction<DjlBackend, NDManager, Model> compile) {
    try (DjlBackend backend =
            new DjlBackend(
                engine(),
                new PyTorchDialect(false),
                Environment.builder(1).build(),
                any -> MemoryFormat.CHANNELS_FIRST,
                BackendConfig.cpu(1, 1, scratch));
        NDManager manager = engine().newBaseManager()) {
      // DJL's own models live beside the manager that they are given, so the whole engine counts.
      NDManager all = manager.getParentManager();
      int without = all.getManagedArrays().size();
      try (Model model = compile.apply(backend, manager)) {
        // The trainer looks at the gradients once, before its first update, and keeps them.
        stepAndPredict(model);
        int before = all.getManagedArrays().size();
        assertThat(before).isGreaterThan(without);
        for (int i = 0; i < 3; i++) {
          stepAndPredict(model);
        }
        assertThat(all.getManagedArrays()).hasSize(before);
      }
      assertThat(all.getManagedArrays()).hasSize(without);
    }
  }

  private static void stepAndPredict(Model model) {
    Batch batch = new Batch(Tensor.zeros(List.of(2, 1, 8, 8)), new int[2]);
    try (Staged staged = model.stage(batch)) {
      model.step(staged);
      model.step(staged);
      model.predict(staged);
    }
  }

  private static ResolvedGraph everything() {
    return resolved(
        List.of(
            node("e", new Layer.LocalResponseNorm(), "d"),
            node("f", new Layer.Flatten(), "e"),
            node("g", new Layer.Dense(6), "f"),
            new Node("h", new Layer.AffineSampler(3, 4), List.of("e", "g")),
            node("i", new Layer.Flatten(), "h"),
            node("j", new Layer.Dense(3), "i")));
  }

  private static ResolvedGraph chain() {
    return resolved(
        List.of(node("e", new Layer.Flatten(), "d"), node("f", new Layer.Dense(3), "e")));
  }

  /** Puts the nodes that follow behind those that both networks begin with. */
  private static ResolvedGraph resolved(List<Node> rest) {
    Window pool = Window.square(2, 2, new Padding.Valid());
    List<Node> nodes =
        new ArrayList<>(
            List.of(
                node(
                    "a",
                    new Layer.Conv2d(2, Window.square(4, 1, new Padding.Same()), true),
                    Graph.INPUT),
                node("b", new Layer.BatchNorm(), "a"),
                node("c", new Layer.MaxPool2d(pool), "b"),
                node("d", new Layer.Dropout(0.5), "c")));
    nodes.addAll(rest);
    return new Graph("tiny", Shape.image(1, 8, 8), nodes, nodes.get(nodes.size() - 1).name())
        .resolve();
  }

  private static Node node(String name, Layer layer, String input) {
    return new Node(name, layer, List.of(input));
  }
}

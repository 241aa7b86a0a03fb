package backbench.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import backbench.djl.engine.EngineStart;
import backbench.djl.mxnet.MxNetDialect;
import backbench.djl.mxnet.MxNetProvider;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLeavesNothingTest {

  @TempDir Path scratch;

  @Test
  @OnNativePlatform(MxNetProvider.class)
  void stepsAndPredictionsKeepNoArrayOnTheEngine() {
    Window pool = Window.square(2, 2, new Padding.Valid());
    ResolvedGraph graph =
        new Graph(
                "tiny",
                Shape.image(1, 8, 8),
                List.of(
                    node(
                        "a",
                        new Layer.Conv2d(2, Window.square(4, 1, new Padding.Same()), true),
                        Graph.INPUT),
                    node("b", new Layer.BatchNorm(), "a"),
                    node("c", new Layer.MaxPool2d(pool), "b"),
                    node("d", new Layer.Dropout(0.5), "c"),
                    node("e", new Layer.Flatten(), "d"),
                    node("f", new Layer.Dense(3), "e")),
                "f")
            .resolve();
    BackendConfig config = BackendConfig.cpu(1, 1, scratch);
    Engine engine = EngineStart.load(MxNetDialect.ENGINE, config);
    try (DjlBackend backend =
            new DjlBackend(
                engine,
                new MxNetDialect(),
                Environment.builder(1).build(),
                any -> MemoryFormat.CHANNELS_FIRST,
                config);
        NDManager manager = engine.newBaseManager();
        Model model =
            new DjlModel(
                backend,
                engine,
                new MxNetDialect(),
                manager,
                graph,
                InitialParameters.draw(graph, 1),
                Optional.of(new TrainingSpec(new Optimizer.Adam(1e-3))),
                MemoryFormat.CHANNELS_FIRST)) {
      int before = manager.getManagedArrays().size();
      Batch batch = new Batch(Tensor.zeros(List.of(2, 1, 8, 8)), new int[2]);
      for (int i = 0; i < 3; i++) {
        try (Staged staged = model.stage(batch)) {
          model.step(staged);
          model.predict(staged);
        }
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  private static Node node(String name, Layer layer, String input) {
    return new Node(name, layer, List.of(input));
  }
}

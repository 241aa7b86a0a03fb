package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendProvider;
import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnNativePlatform(PyTorchProvider.class)
class LifecycleTest {

  private static final ResolvedGraph GRAPH = Networks.chain(Shape.vector(3), new Layer.Dense(2));
  private static final Parameters PARAMETERS = Networks.parameters(GRAPH);

  @TempDir Path scratch;

  @Test
  void theProviderIsFoundAsAService() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .extracting(provider -> provider.info().id())
        .containsExactly("djl-pytorch");
  }

  @Test
  void threadsAreReadBackFromTheEngine() {
    for (int threads : List.of(1, 2)) {
      try (Backend backend = new PyTorchProvider().open(BackendConfig.cpu(threads, 1, scratch))) {
        assertThat(backend.environment().threads()).isEqualTo(threads);
        assertThat(backend.environment().versions()).containsEntry("PyTorch", "2.7.1");
      }
    }
  }

  @Test
  void onlyTheBestTuningChangesTheWorker() {
    PyTorchProvider provider = new PyTorchProvider();
    BackendConfig best = BackendConfig.cpu(2, 1, scratch);
    BackendConfig plain = BackendConfig.builder(2, 1, scratch).tuning(Tuning.AS_IT_COMES).build();
    assertThat(provider.launch(best).environment()).containsEntry("OMP_NUM_THREADS", "2");
    assertThat(provider.launch(plain).environment()).isEmpty();
  }

  @Test
  void whatIsOutOfReachIsRefusedByName() {
    assertRefused(BackendConfig.builder(1, 1, scratch).device(Device.GPU).build(), "CUDA");
    assertRefused(
        BackendConfig.builder(1, 1, scratch).options(Map.of("colour", "red")).build(), "colour");
    assertRefused(
        BackendConfig.builder(1, 1, scratch).options(Map.of("memory-format", "spiral")).build(),
        "spiral");
  }

  private static void assertRefused(BackendConfig config, String named) {
    assertThatThrownBy(() -> new PyTorchProvider().open(config))
        .hasMessageContaining(named)
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_CONFIG));
  }

  @Test
  void aModelWithoutRecipePredictsAndRefusesToTrain() {
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model = backend.compile(GRAPH, PARAMETERS, Optional.empty());
        Staged staged = model.stage(Networks.batch(GRAPH, 2))) {
      assertThat(model.predict(staged).dims()).containsExactly(2, 2);
      assertFails(ErrorCode.NOT_TRAINABLE, () -> model.step(staged));
    }
  }

  @Test
  void aDropoutThatDropsNothingLeavesItsInputToOthers() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.vector(3),
            new Layer.Dropout(0),
            new Layer.Dropout(0.5),
            new Layer.Dense(4),
            new Layer.Dropout(0.5),
            new Layer.Relu(),
            new Layer.Dense(2));
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model = backend.compile(graph, Networks.parameters(graph), Networks.descent(0.01));
        Staged staged = model.stage(Networks.batch(graph, 2))) {
      Tensor logits = model.predict(staged);
      assertThat(model.predict(staged)).isEqualTo(logits);
      assertThat(model.step(staged)).isFinite();
      assertThat(model.step(staged)).isFinite();
    }
  }

  @Test
  void wrongBatchesAreRefusedBeforeTheEngineSeesThem() {
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model = backend.compile(GRAPH, PARAMETERS, Optional.empty());
        Model other = backend.compile(GRAPH, PARAMETERS, Optional.empty());
        Staged foreign = other.stage(Networks.batch(GRAPH, 1))) {
      Batch wide = new Batch(Tensor.zeros(List.of(1, 4)), new int[1]);
      Batch mislabelled = new Batch(Tensor.zeros(List.of(1, 3)), new int[] {2});
      assertFails(ErrorCode.INVALID_ARGUMENT, () -> model.stage(wide));
      assertFails(ErrorCode.INVALID_ARGUMENT, () -> model.stage(mislabelled));
      assertFails(ErrorCode.INVALID_ARGUMENT, () -> model.predict(foreign));
    }
  }

  @Test
  void closingTwiceIsFineAndUseAfterwardsIsNot() {
    Backend backend = Backends.open("channels-first", 1, scratch);
    Model model = backend.compile(GRAPH, PARAMETERS, Networks.descent(1));
    Staged staged = model.stage(Networks.batch(GRAPH, 1));
    Staged early = model.stage(Networks.batch(GRAPH, 1));
    early.close();
    early.close();
    assertFails(ErrorCode.CLOSED, () -> model.step(early));
    model.close();
    model.close();
    staged.close();
    assertFails(ErrorCode.CLOSED, () -> model.step(staged));
    assertFails(ErrorCode.CLOSED, model::parameters);
    backend.close();
    backend.close();
    assertFails(ErrorCode.CLOSED, () -> backend.compile(GRAPH, PARAMETERS, Optional.empty()));
  }

  @Test
  void parametersComeBackAsTheyWentInAndAreACopy() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(3, 4, 4),
            new Layer.Conv2d(2, Window.square(3, 1, new Padding.Valid()), true),
            new Layer.BatchNorm(),
            new Layer.Flatten(),
            new Layer.Dense(2));
    Parameters initial = Networks.parameters(graph);
    try (Backend backend = Backends.open("channels-last", 1, scratch);
        Model model = backend.compile(graph, initial, Optional.empty())) {
      assertThat(model.parameters()).isEqualTo(initial);
      model.parameters().get("a.weight").data()[0] = 99;
      assertThat(model.parameters()).isEqualTo(initial);
    }
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

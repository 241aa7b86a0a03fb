package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.fixtures.KitRun;
import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests DJL's own blocks and trainer: where they are the pinned network, and where they are not.
 */
@OnNativePlatform(PyTorchProvider.class)
class EngineLoopTest {

  private static final ResolvedGraph DENSE = Networks.chain(Shape.vector(5), new Layer.Dense(3));

  @TempDir Path scratch;

  private BackendConfig loop(int threads) {
    return BackendConfig.cpu(threads, 1, scratch).withTuning(Tuning.ENGINE_LOOP);
  }

  @Test
  void everyRuleOfTheKitHoldsButThoseThatDjlCannotKeep() {
    KitRun kit = KitRun.of(EngineLoopTck.class);
    String padded = "does not count its padding";
    assertThat(kit.failed())
        .containsOnlyKeys("L3.3", "L3.4", "L3.5", "L3.6", "L3.9", "F5")
        .allSatisfy(
            (rule, message) ->
                assertThat(message)
                    .contains(
                        switch (rule) {
                          case "F5" -> "Gradient values are all zeros";
                          default -> padded;
                        }));
    assertThat(kit.passed()).isGreaterThan(130);
  }

  @Test
  void layersThatDjlLacksAreRefusedByName() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(6, 3, 3),
            new Layer.LocalResponseNorm(),
            new Layer.Flatten(),
            new Layer.Dense(3));
    assertRefused(
        graph,
        new Optimizer.Sgd(0.1),
        ErrorCode.UNSUPPORTED_LAYER,
        "a: DJL has no layer lrn of its own");
  }

  @Test
  void aMeanThatLeavesThePaddingOutIsRefused() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(1, 5, 5),
            new Layer.AvgPool2d(Window.square(3, 2, new Padding.Same())),
            new Layer.Flatten(),
            new Layer.Dense(3));
    assertRefused(
        graph, new Optimizer.Sgd(0.1), ErrorCode.UNSUPPORTED_LAYER, "does not count its padding");
  }

  @Test
  void aBetaThatIsOneAsAFloatIsRefused() {
    assertRefused(
        DENSE,
        new Optimizer.Adam(1e-3, 0.9, 1 - 1e-9, 1e-7),
        ErrorCode.UNSUPPORTED_OPTIMIZER,
        "DJL has no optimiser of its own");
  }

  @Test
  void rmsPropIsRefusedWithTheReason() {
    assertRefused(
        DENSE,
        new Optimizer.RmsProp(1e-3),
        ErrorCode.UNSUPPORTED_OPTIMIZER,
        "does not run on PyTorch");
  }

  private void assertRefused(
      ResolvedGraph graph, Optimizer optimizer, ErrorCode code, String message) {
    try (Backend backend = new PyTorchProvider().open(loop(2))) {
      assertThatThrownBy(
              () -> {
                try (Model model =
                    backend.compile(
                        graph,
                        Networks.parameters(graph),
                        Optional.of(new TrainingSpec(optimizer)))) {
                  model.parameters();
                }
              })
          .isInstanceOfSatisfying(
              BackbenchException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
          .hasMessageContaining(message);
    }
  }

  @Test
  void batchNormOfOneValueAChannelFailsTheStep() {
    ResolvedGraph graph =
        Networks.chain(Shape.vector(5), new Layer.BatchNorm(), new Layer.Dense(3));
    try (Backend backend = new PyTorchProvider().open(loop(2));
        Model model = backend.compile(graph, Networks.parameters(graph), Networks.descent(0.1));
        Staged staged = model.stage(Networks.batch(graph, 1))) {
      assertThatThrownBy(() -> model.step(staged))
          .isInstanceOfSatisfying(
              BackbenchException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_FAILED));
    }
  }

  @Test
  void itsWorkerIsLeftAsItComesAndTakesNoMemoryFormat() {
    BackendConfig plain = loop(2);
    assertThat(new PyTorchProvider().launch(plain)).isEqualTo(LaunchOptions.NONE);
    BackendConfig formatted =
        plain.withOptions(Map.of(PyTorchProvider.FORMAT_OPTION, "channels-last"));
    assertThatThrownBy(() -> new PyTorchProvider().open(formatted).close())
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("no option 'memory-format'");
  }
}

package backbench.djl.mxnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Tests DJL's own blocks and trainer: where they are the pinned network, and where they are not.
 */
@OnNativePlatform
class EngineLoopTest {

  private static final ResolvedGraph DENSE = Networks.chain(Shape.vector(5), new Layer.Dense(3));

  @TempDir Path scratch;

  static BackendConfig loop(BackendConfig config) {
    return new BackendConfig(
        config.device(),
        config.threads(),
        config.seed(),
        config.scratch(),
        Tuning.ENGINE_LOOP,
        config.options());
  }

  @Test
  void everyRuleOfTheKitHoldsButThoseThatDjlCannotKeep() {
    Map<String, String> failed = new TreeMap<>();
    AtomicInteger passed = new AtomicInteger();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(EngineLoopTck.class))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!test.isTest()) {
                  return;
                }
                switch (result.getStatus()) {
                  case SUCCESSFUL -> passed.incrementAndGet();
                  case FAILED ->
                      failed.put(
                          test.getDisplayName().split(" ", 2)[0],
                          result.getThrowable().map(Throwable::getMessage).orElse(""));
                  case ABORTED -> {} // A rule about layers that are not declared.
                }
              }
            });
    Set<String> padded = Set.of("L3.3", "L3.4", "L3.5", "L3.6", "L3.9");
    Set<String> poisoned = Set.of("F2", "F3", "F4");
    assertThat(failed.keySet()).containsAll(padded).containsAll(poisoned);
    assertThat(failed)
        .allSatisfy(
            (rule, message) -> {
              if (padded.contains(rule)) {
                assertThat(message).contains("does not count its padding");
              } else if (!poisoned.contains(rule)) {
                // oneDNN's log-softmax errs by some 3e-6, which networks of a few values show;
                // which
                // ones depends on the processor.
                assertThat(message).matches("(?s).*relative error \\d\\.\\d\\de-0[67].*");
                assertThat(message)
                    .doesNotContainPattern("relative error \\d\\.\\d\\de(\\+|-0[0-5])");
              }
            });
    assertThat(passed.get()).isGreaterThan(130);
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

  private void assertRefused(
      ResolvedGraph graph, Optimizer optimizer, ErrorCode code, String message) {
    try (Backend backend = new MxNetProvider().open(loop(BackendConfig.cpu(1, 1, scratch)))) {
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
}

package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@OnNativePlatform(PyTorchProvider.class)
class GradientTest {

  private static final Shape IMAGE = Shape.image(3, 7, 5);
  private static final Layer FLATTEN = new Layer.Flatten();
  private static final Layer DENSE = new Layer.Dense(4);
  private static final double STEP = 2e-3;

  @TempDir Path scratch;

  static Stream<Arguments> networks() {
    Padding same = new Padding.Same();
    Padding uneven = new Padding.Explicit(2, 0, 1, 3);
    return Stream.of("channels-first", "channels-last")
        .flatMap(
            format ->
                Stream.of(
                        named("dense", Networks.chain(Shape.vector(6), DENSE)),
                        named("even same", conv(Window.square(3, 1, same), true)),
                        named("uneven same", conv(Window.square(4, 1, same), true)),
                        named("stride", conv(new Window(3, 2, 2, 3, same), false)),
                        named("valid", conv(Window.square(2, 1, new Padding.Valid()), true)),
                        named("explicit", conv(new Window(3, 4, 1, 2, uneven), false)),
                        named("max pool", pool(new Layer.MaxPool2d(Window.square(2, 2, same)))),
                        named(
                            "uneven max pool",
                            pool(new Layer.MaxPool2d(new Window(4, 4, 3, 2, uneven)))),
                        named("mean pool", pool(new Layer.AvgPool2d(Window.square(3, 2, same)))),
                        named(
                            "uneven mean pool",
                            pool(new Layer.AvgPool2d(new Window(4, 4, 3, 2, uneven)))),
                        named("normalised", pool(new Layer.BatchNorm())),
                        named(
                            "normalised across channels",
                            pool(new Layer.LocalResponseNorm(3, 1.5, 0.2, 0.6))))
                    .map(named -> arguments(format, named.name, named.graph)));
  }

  private record Named(String name, ResolvedGraph graph) {}

  private static Named named(String name, ResolvedGraph graph) {
    return new Named(name, graph);
  }

  private static ResolvedGraph conv(Window window, boolean bias) {
    return Networks.chain(
        IMAGE, new Layer.Conv2d(4, window, bias), new Layer.Relu(), FLATTEN, DENSE);
  }

  private static ResolvedGraph pool(Layer layer) {
    return Networks.chain(
        IMAGE,
        new Layer.Conv2d(4, Window.square(3, 1, new Padding.Same()), true),
        layer,
        FLATTEN,
        DENSE);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void oneStepOfDescentMovesEachParameterByItsGradient(
      String format, String name, ResolvedGraph graph) {
    Parameters before = Networks.parameters(graph);
    Batch batch = Networks.batch(graph, 3);
    try (Backend backend = Backends.open(format, 1, scratch)) {
      Parameters after = new Parameters(before.tensors());
      try (Model model = backend.compile(graph, before, Networks.descent(1));
          Staged staged = model.stage(batch)) {
        model.step(staged);
        after = model.parameters();
      }
      for (ParameterInfo info : graph.parameters()) {
        if (info.trainable()) {
          for (int element : List.of(0, info.size() / 2, info.size() - 1)) {
            double moved =
                before.get(info.name()).data()[element] - after.get(info.name()).data()[element];
            double slope =
                (loss(backend, graph, before, info, element, STEP, batch)
                        - loss(backend, graph, before, info, element, -STEP, batch))
                    / (2 * STEP);
            assertThat(moved)
                .as("%s: %s[%d]", name, info.name(), element)
                .isCloseTo(slope, within(2e-3 + 0.02 * Math.abs(slope)));
          }
        }
      }
    }
  }

  private static double loss(
      Backend backend,
      ResolvedGraph graph,
      Parameters parameters,
      ParameterInfo info,
      int element,
      double change,
      Batch batch) {
    Parameters changed = parameters.copy();
    changed.get(info.name()).data()[element] += (float) change;
    try (Model model = backend.compile(graph, changed, Networks.descent(1e-9));
        Staged staged = model.stage(batch)) {
      return model.step(staged);
    }
  }
}

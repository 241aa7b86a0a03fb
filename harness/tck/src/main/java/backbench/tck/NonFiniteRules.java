package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** F: numbers that are not finite must show, and large ones must not become such. */
final class NonFiniteRules {

  private final Bench bench;

  NonFiniteRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    Layer conv = Networks.conv(3, 3, Networks.VALID);
    Shape image = Shape.image(1, 6, 6);
    return Stream.of(
        rule("F1", "a NaN input reaches the loss", () -> reachesLoss(Networks.classified(image))),
        rule(
            "F2",
            "a NaN passes a rectifier",
            () -> reachesLoss(Networks.classified(image, conv, new Layer.Relu()))),
        rule(
            "F3",
            "a NaN passes a max pool",
            () -> reachesLoss(Networks.classified(image, conv, Networks.maxPool(2, 2)))),
        rule(
            "F4",
            "a NaN reaches the logits",
            () -> reachesLogits(Networks.classified(image, conv, new Layer.Relu()))),
        rule("F5", "logits in the hundreds have a finite loss", this::largeLogitsAreFinite));
  }

  private static Batch poisoned(ResolvedGraph graph) {
    Batch batch = Networks.batch(graph, 2, 1);
    batch.images().data()[7] = Float.NaN;
    return batch;
  }

  private void reachesLoss(ResolvedGraph graph) {
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 1),
        Bench.DESCENT,
        model -> {
          try (Staged staged = model.stage(poisoned(graph))) {
            assertFalse(Double.isFinite(lossOrNaN(model, staged)), "the loss is not finite");
          }
        });
  }

  /** A backend may also notice by itself, and say so. */
  private static double lossOrNaN(Model model, Staged staged) {
    try {
      return model.step(staged);
    } catch (BackbenchException e) {
      assertEquals(ErrorCode.NOT_FINITE, e.code(), e::getMessage);
      return Double.NaN;
    }
  }

  private void reachesLogits(ResolvedGraph graph) {
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 1),
        Bench.UNTRAINED,
        model -> {
          try (Staged staged = model.stage(poisoned(graph))) {
            float[] logits = model.predict(staged).data();
            for (int i = 0; i < graph.classes(); i++) {
              assertTrue(Float.isNaN(logits[i]), "of the poisoned sample");
              assertTrue(Float.isFinite(logits[graph.classes() + i]), "of the other sample");
            }
          }
        });
  }

  /** The naive softmax overflows from logits of 89. */
  private void largeLogitsAreFinite() {
    ResolvedGraph graph = Networks.chain(Shape.vector(1), new Layer.Dense(2));
    Parameters initial =
        new Parameters(
            Map.of(
                "dense-1.weight",
                new Tensor(List.of(2, 1), new float[] {400, -400}),
                "dense-1.bias",
                Tensor.zeros(List.of(2))));
    bench.withModel(
        graph,
        initial,
        Bench.DESCENT,
        model -> {
          try (Staged wrong = model.stage(Networks.batch(graph, new int[] {1}, 1))) {
            assertEquals(800, model.step(wrong), 0.01);
          }
        });
  }
}

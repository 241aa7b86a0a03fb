package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import backbench.certificate.CertificationRecipe;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * L: each kind of layer over awkward shapes: logits, gradients, steps and all, against the oracle.
 */
final class LayerRules {

  private final Bench bench;

  LayerRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    List<DynamicNode> groups = new ArrayList<>();
    int group = 1;
    for (LayerKind kind : LayerKind.values()) {
      String number = "L" + group++;
      List<DynamicNode> rules = new ArrayList<>();
      int item = 1;
      for (LayerCase layerCase : LayerCases.forKind(kind)) {
        rules.add(
            rule(
                number + "." + item++,
                kind.id() + ": " + layerCase.name(),
                () -> certify(layerCase)));
      }
      if (kind == LayerKind.MAX_POOL2D) {
        rules.add(
            rule(
                number + "." + item++,
                "max_pool2d: of equal values the first gets the gradient",
                this::firstOfEqualsWins));
      }
      groups.add(DynamicContainer.dynamicContainer(number + " " + kind.id(), rules));
    }
    return groups.stream();
  }

  private void certify(LayerCase layerCase) {
    CertificationRecipe recipe =
        new CertificationRecipe(
            Bench.DESCENT.orElseThrow(),
            layerCase.batchSize(),
            2,
            1,
            Map.of(),
            layerCase.inputLow(),
            layerCase.inputHigh());
    bench.certify(layerCase.graph(), recipe);
  }

  /**
   * Makes sums that are equal while their summands are not: the gradient of the kernel tells which
   * pixel won.
   */
  private void firstOfEqualsWins() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(2, 2, 2),
            new Layer.Conv2d(1, Window.square(1, 1, Networks.VALID), false),
            Networks.maxPool(2, 2),
            new Layer.Flatten(),
            new Layer.Dense(2));
    Map<String, Tensor> initial = new LinkedHashMap<>();
    initial.put("conv2d-1.weight", new Tensor(List.of(1, 2, 1, 1), new float[] {1, 1}));
    initial.put("dense-4.weight", new Tensor(List.of(2, 1), new float[] {1, -1}));
    initial.put("dense-4.bias", Tensor.zeros(List.of(2)));
    Batch batch = Networks.batch(graph, new int[] {1}, 0, 1, 2, 3, 0, 3, 2, 1);
    bench.withModel(
        graph,
        new Parameters(initial),
        Bench.UNIT_DESCENT,
        model -> {
          try (Staged staged = model.stage(batch)) {
            model.step(staged);
          }
          float[] stepped = model.parameters().get("conv2d-1.weight").data();
          // Of the sums 0, 4, 4, 4 the second pixel comes first; it holds (1, 3).
          assertEquals(3, (1 - stepped[1]) / (1 - stepped[0]), 1e-4, "which pixel won");
        });
  }
}

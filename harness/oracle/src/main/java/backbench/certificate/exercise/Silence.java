package backbench.certificate.exercise;

import backbench.graph.Layer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds steps in which nothing of a network speaks but the biases of its last layer.
 *
 * <p>Images are 0, as are all other biases and the last layer's weights. So every sum is one of
 * zeros, without any rounding, the logits are the biases b themselves, and the gradient of the mean
 * loss is softmax(b) - (share of labels): known to a few roundings, whatever engine made it. All
 * other gradients are exactly 0. The biases are spread so that softmax ranges over six powers of
 * ten: where it is small, an optimiser's epsilon shows; where it was large once, its decay does.
 *
 * @param bias the name of the last layer's biases
 * @param initial the parameters
 * @param batches one per step
 */
public record Silence(String bias, Parameters initial, List<Batch> batches) {

  /** The steps: a moment's decay shows from the second on, and grows with their number. */
  private static final int STEPS = 4;

  private static final int SAMPLES = 2;

  /** How far the biases lie apart: e^-12 is 6e-6. */
  private static final double RANGE = 12;

  /** Makes the steps; empty if the last layer is not a dense one with biases. */
  static Optional<Silence> of(ResolvedGraph graph, Parameters drawn) {
    ResolvedNode output = graph.output();
    if (!(output.layer() instanceof Layer.Dense dense) || !dense.bias()) {
      return Optional.empty();
    }
    String bias = "";
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      Tensor tensor = drawn.get(info.name()).copy();
      if (output.parameters().contains(info)) {
        Arrays.fill(tensor.data(), 0);
        if (info.role() == ParameterRole.BIAS) {
          bias = info.name();
          spread(tensor.data());
        }
      } else if (info.role() == ParameterRole.BIAS || info.role() == ParameterRole.BETA) {
        Arrays.fill(tensor.data(), 0);
      }
      tensors.put(info.name(), tensor);
    }
    return Optional.of(new Silence(bias, new Parameters(tensors), batches(graph)));
  }

  private static void spread(float[] biases) {
    for (int i = 0; i < biases.length; i++) {
      biases[i] = (float) (-RANGE * i / Math.max(1, biases.length - 1));
    }
  }

  /** Labels rare classes first and common ones after, so that old gradients outweigh new ones. */
  private static List<Batch> batches(ResolvedGraph graph) {
    List<Integer> dims = new ArrayList<>();
    dims.add(SAMPLES);
    dims.addAll(graph.inputShape().dims());
    int last = graph.classes() - 1;
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int[] labels = step == 0 ? new int[] {last, last / 2} : new int[] {0, Math.min(step, last)};
      batches.add(new Batch(Tensor.zeros(dims), labels));
    }
    return List.copyOf(batches);
  }
}

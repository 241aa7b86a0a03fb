package backbench.oracle;

import static java.util.Objects.requireNonNull;

import backbench.graph.Graph;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a network node by node, forward and backward, in double precision. */
public final class OracleModel {

  private final ResolvedGraph graph;
  private final OracleLayers layers;
  private final Map<String, OracleLayer> byNode = new LinkedHashMap<>();

  /** Builds the oracle proper of a network without dropout. */
  public OracleModel(ResolvedGraph graph, Parameters initial) {
    this(graph, initial, Rounding.NONE);
  }

  /** Builds a network whose results are rounded on the way. */
  public OracleModel(ResolvedGraph graph, Parameters initial, Rounding rounding) {
    this(graph, new OracleLayers(graph, initial, rounding));
  }

  /** Builds a network of given layers. */
  public OracleModel(ResolvedGraph graph, OracleLayers layers) {
    this.graph = graph;
    this.layers = layers;
    for (ResolvedNode node : graph.nodes()) {
      byNode.put(node.name(), node.accept(layers));
    }
  }

  /** Returns all parameters, in canonical order. */
  public List<OracleParameter> parameters() {
    return layers.parameters();
  }

  /** Returns a copy of the parameters in single precision. */
  public Parameters toParameters() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (OracleParameter parameter : parameters()) {
      tensors.put(parameter.info().name(), parameter.toTensor());
    }
    return new Parameters(tensors);
  }

  /** Computes the logits [n, classes] as in prediction: moving statistics, nothing changes. */
  public double[] predict(Tensor images) {
    return forward(images, false);
  }

  /**
   * Computes what every node puts out as in prediction, by its name: each [n, shape of the node].
   */
  public Map<String, double[]> outputs(Tensor images) {
    return forwardAll(images, false);
  }

  /** Computes the logits [n, classes] as in training; moving statistics follow the batch. */
  public double[] forwardTraining(Tensor images) {
    return forward(images, true);
  }

  /**
   * Computes the mean loss of a batch and leaves its gradient in the parameters; moving statistics
   * follow the batch, nothing else changes.
   */
  public double backpropagate(Batch batch) {
    return backpropagate(forwardTraining(batch.images()), batch.labels());
  }

  /**
   * Computes the mean loss of the last training pass and leaves its gradient in the parameters.
   *
   * @param logits that the pass returned
   */
  public double backpropagate(double[] logits, int[] labels) {
    CrossEntropy entropy = CrossEntropy.of(logits, labels, layers.rounding());
    backward(entropy.gradient());
    return entropy.loss();
  }

  /** Makes one optimiser step and returns the batch's mean loss before the update. */
  public double step(Batch batch, OracleOptimizer optimizer) {
    double loss = backpropagate(batch);
    optimizer.update(parameters());
    return loss;
  }

  /** Counts the piecewise elements that took another branch in the other model's last pass. */
  public int differingBranches(OracleModel other) {
    int count = 0;
    for (Map.Entry<String, OracleLayer> entry : byNode.entrySet()) {
      int[] mine = entry.getValue().branches();
      int[] theirs = requireNonNull(other.byNode.get(entry.getKey())).branches();
      for (int i = 0; i < mine.length; i++) {
        if (mine[i] != theirs[i]) {
          count++;
        }
      }
    }
    return count;
  }

  private double[] forward(Tensor images, boolean training) {
    return requireNonNull(forwardAll(images, training).get(graph.output().name()));
  }

  private Map<String, double[]> forwardAll(Tensor images, boolean training) {
    int samples = images.dims().get(0);
    double[] sample = new double[images.size()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = images.data()[i];
    }
    Map<String, double[]> outputs = new HashMap<>();
    outputs.put(Graph.INPUT, sample);
    for (ResolvedNode node : graph.nodes()) {
      List<double[]> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        inputs.add(requireNonNull(outputs.get(input)));
      }
      outputs.put(node.name(), layer(node).forward(inputs, samples, training));
    }
    return outputs;
  }

  private void backward(double[] logitGradient) {
    Map<String, double[]> gradients = new HashMap<>();
    gradients.put(graph.output().name(), logitGradient);
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      ResolvedNode node = graph.nodes().get(k);
      double @Nullable [] gradient = gradients.remove(node.name());
      if (gradient == null || !node.needsGradient()) {
        continue;
      }
      boolean upstreamLearns = node.inputs().stream().anyMatch(this::learns);
      List<double[]> byInput = layer(node).backward(gradient, upstreamLearns);
      for (int i = 0; i < byInput.size(); i++) {
        if (learns(node.inputs().get(i))) {
          gradients.merge(node.inputs().get(i), byInput.get(i), OracleModel::sum);
        }
      }
    }
  }

  private boolean learns(String source) {
    return !source.equals(Graph.INPUT) && graph.node(source).needsGradient();
  }

  private static double[] sum(double[] left, double[] right) {
    double[] sum = new double[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  private OracleLayer layer(ResolvedNode node) {
    return requireNonNull(byNode.get(node.name()));
  }
}

package backbench.certificate.exercise;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scales drawn parameters, layer by layer, so that every layer's constants show in the logits.
 *
 * <ul>
 *   <li>The channels of a layer get sizes that lie a factor of {@value #SPREAD_STEP} apart. Large
 *       ones reach beyond 6, where a clipped rectifier differs; small ones have a variance that a
 *       batch norm's epsilon changes.
 *   <li>What enters a channel norm is so large that alpha · Σ a² is about k.
 *   <li>The logits are about 1, so that no softmax is certain of anything.
 *   <li>Moving statistics are near those of the batch, so that prediction stays at these sizes.
 *   <li>Biases before a rectifier move to the middle of the widest gap that a channel's values
 *       leave near 0, so that rounding tips no rectifier.
 * </ul>
 *
 * <p>All factors are powers of two, so the drawn digits stay as they are, and a layer's output is
 * scaled with its parameters, exactly.
 */
final class Calibration {

  private static final double SIZE = 1.5;
  private static final double LOGITS = 1;
  private static final double THETA = 0.125;
  private static final int SPREAD_STEP = 2;
  private static final int SPREAD = 5;

  /** How far a bias may move, in sizes of its channel. */
  private static final double REACH = 0.5;

  private static final double MEAN_JITTER = 0.25;
  private static final double VARIANCE_JITTER = 0.5;

  private final ResolvedGraph graph;
  private final OracleLayers layers;
  private final long seed;
  private final Map<String, OracleParameter> parameters = new HashMap<>();
  private final Map<String, double[]> outputs = new HashMap<>();

  Calibration(ResolvedGraph graph, Parameters drawn, long seed) {
    this.graph = graph;
    this.layers = new OracleLayers(graph, drawn, Rounding.NONE);
    this.seed = seed;
    layers.parameters().forEach(each -> parameters.put(each.info().name(), each));
  }

  /** Returns the parameters, scaled by what they make of images. */
  Parameters on(Tensor images) {
    int samples = images.dims().get(0);
    double[] input = new double[images.size()];
    for (int i = 0; i < input.length; i++) {
      input[i] = images.data()[i];
    }
    outputs.put(Graph.INPUT, input);
    for (ResolvedNode node : graph.nodes()) {
      if (node.layer() instanceof Layer.LocalResponseNorm norm) {
        enlarge(node, norm);
      } else if (node.layer().kind() == LayerKind.BATCH_NORM) {
        placeStatistics(node, samples);
      }
      outputs.put(node.name(), output(node, samples));
      if (!node.parameters().isEmpty()) {
        scale(node, samples);
        if (meetsRectifier(node)) {
          moveOffZero(node, samples);
        }
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    layers.parameters().forEach(each -> tensors.put(each.info().name(), each.toTensor()));
    return new Parameters(tensors);
  }

  private double[] output(ResolvedNode node, int samples) {
    List<double[]> inputs = new ArrayList<>();
    node.inputs().forEach(source -> inputs.add(of(source)));
    double[] moving = statistics(node);
    OracleLayer layer = node.accept(layers);
    double[] output = layer.forward(inputs, samples, true);
    restoreStatistics(node, moving);
    // A layer that passes its input on would share it, and scaling one would scale both.
    return inputs.contains(output) ? output.clone() : output;
  }

  private double[] of(String source) {
    return Objects.requireNonNull(outputs.get(source));
  }

  private Optional<OracleParameter> parameter(ResolvedNode node, ParameterRole role) {
    return node.parameters().stream()
        .filter(info -> info.role() == role)
        .map(ParameterInfo::name)
        .map(name -> Objects.requireNonNull(parameters.get(name)))
        .findFirst();
  }

  /** Brings a layer to its size, each channel to its own. */
  private void scale(ResolvedNode node, int samples) {
    double[] output = of(node.name());
    if (feedsTheta(node)) {
      scaleTheta(node, output);
      return;
    }
    boolean last = node.name().equals(graph.output().name());
    double factor = powerOfTwo((last ? LOGITS : SIZE) / Rounding.rootMeanSquare(output));
    int channels = channels(node.outputShape());
    for (int channel = 0; channel < channels; channel++) {
      int place = last ? 0 : channel % SPREAD - SPREAD / 2;
      multiply(node, channel, factor * Math.pow(SPREAD_STEP, place), samples);
    }
  }

  /** Scales the part of theta that the image decides; the constant part stays as it was drawn. */
  private void scaleTheta(ResolvedNode node, double[] output) {
    double[] bias =
        parameter(node, ParameterRole.BIAS)
            .map(OracleParameter::values)
            .orElseGet(() -> new double[node.outputShape().size()]);
    double[] moved = output.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= bias[i % bias.length];
    }
    double factor = powerOfTwo(THETA / Rounding.rootMeanSquare(moved));
    for (int i = 0; i < output.length; i++) {
      output[i] += (factor - 1) * moved[i];
    }
    parameter(node, ParameterRole.WEIGHT).ifPresent(weight -> multiply(weight.values(), factor));
  }

  /** Enlarges what enters a channel norm, through the layers that scale with their input. */
  private void enlarge(ResolvedNode norm, Layer.LocalResponseNorm layer) {
    double size = Rounding.rootMeanSquare(of(norm.inputs().get(0)));
    double wanted = Math.sqrt(layer.k() / (layer.alpha() * layer.size()));
    double factor = powerOfTwo(wanted / size);
    List<ResolvedNode> chain = new ArrayList<>();
    @Nullable ResolvedNode node = soleSource(norm);
    while (node != null && node.parameters().isEmpty()) {
      chain.add(node);
      node = isHomogeneous(node) ? soleSource(node) : null;
    }
    if (node == null) {
      return;
    }
    for (int channel = 0; channel < channels(node.outputShape()); channel++) {
      multiply(node, channel, factor, of(node.name()).length / node.outputShape().size());
    }
    chain.forEach(each -> multiply(of(each.name()), factor));
  }

  /** Finds the source of a node that feeds nothing else; null if there is none. */
  private @Nullable ResolvedNode soleSource(ResolvedNode node) {
    String source = node.inputs().get(0);
    long readers = graph.nodes().stream().filter(each -> each.inputs().contains(source)).count();
    return source.equals(Graph.INPUT) || readers > 1 || node.inputs().size() > 1
        ? null
        : graph.node(source);
  }

  private static boolean isHomogeneous(ResolvedNode node) {
    return switch (node.layer().kind()) {
      case RELU, MAX_POOL2D, AVG_POOL2D, FLATTEN, DROPOUT -> true;
      case CONV2D, DENSE, BATCH_NORM, LRN, AFFINE_SAMPLER -> false;
    };
  }

  private boolean feedsTheta(ResolvedNode node) {
    return graph.nodes().stream()
        .anyMatch(
            each ->
                each.layer().kind() == LayerKind.AFFINE_SAMPLER
                    && each.inputs().get(1).equals(node.name()));
  }

  /** Multiplies a channel of a layer's output, by way of its parameters. */
  private void multiply(ResolvedNode node, int channel, double factor, int samples) {
    for (ParameterInfo info : node.parameters()) {
      if (info.trainable()) {
        double[] values = Objects.requireNonNull(parameters.get(info.name())).values();
        int each = values.length / channels(node.outputShape());
        for (int i = channel * each; i < (channel + 1) * each; i++) {
          values[i] *= factor;
        }
      }
    }
    forEach(node, channel, samples, i -> of(node.name())[i] *= factor);
  }

  private static void multiply(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static double powerOfTwo(double wanted) {
    return wanted > 0 && Double.isFinite(wanted)
        ? Math.scalb(1.0, (int) Math.rint(Math.log(wanted) / Math.log(2)))
        : 1;
  }

  private static int channels(Shape shape) {
    return shape.isImage() ? shape.channels() : shape.size();
  }

  private interface Element {
    void visit(int index);
  }

  private static void forEach(ResolvedNode node, int channel, int samples, Element visitor) {
    int channels = channels(node.outputShape());
    int plane = node.outputShape().size() / channels;
    for (int n = 0; n < samples; n++) {
      int from = (n * channels + channel) * plane;
      for (int i = from; i < from + plane; i++) {
        visitor.visit(i);
      }
    }
  }

  /** Tells whether a rectifier comes next, pools not counted. */
  private boolean meetsRectifier(ResolvedNode node) {
    for (ResolvedNode reader : graph.nodes()) {
      if (reader.inputs().contains(node.name())) {
        LayerKind kind = reader.layer().kind();
        boolean passing =
            kind == LayerKind.MAX_POOL2D || kind == LayerKind.DROPOUT || kind == LayerKind.FLATTEN;
        if (kind == LayerKind.RELU || (passing && meetsRectifier(reader))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Moves each channel so that 0 lies in the middle of the widest gap between its values. */
  private void moveOffZero(ResolvedNode node, int samples) {
    Optional<OracleParameter> bias =
        parameter(node, ParameterRole.BIAS).or(() -> parameter(node, ParameterRole.BETA));
    if (bias.isEmpty()) {
      return;
    }
    double[] output = of(node.name());
    int channels = channels(node.outputShape());
    for (int channel = 0; channel < channels; channel++) {
      double[] values = new double[output.length / channels];
      int[] next = {0};
      forEach(node, channel, samples, i -> values[next[0]++] = output[i]);
      double before = bias.get().values()[channel];
      double after = (float) (before - middleOfWidestGap(values));
      bias.get().values()[channel] = after;
      forEach(node, channel, samples, i -> output[i] += after - before);
    }
  }

  private static double middleOfWidestGap(double[] values) {
    double reach = REACH * Rounding.rootMeanSquare(values);
    Arrays.sort(values);
    double widest = 0;
    double middle = 0;
    for (int i = 1; i < values.length; i++) {
      double gap = values[i] - values[i - 1];
      double centre = (values[i] + values[i - 1]) / 2;
      if (gap > widest && Math.abs(centre) <= reach) {
        widest = gap;
        middle = centre;
      }
    }
    return middle;
  }

  private double[] statistics(ResolvedNode node) {
    return node.layer().kind() == LayerKind.BATCH_NORM
        ? concat(
            moving(node, ParameterRole.MOVING_MEAN), moving(node, ParameterRole.MOVING_VARIANCE))
        : new double[0];
  }

  private void restoreStatistics(ResolvedNode node, double[] kept) {
    if (kept.length > 0) {
      int channels = kept.length / 2;
      System.arraycopy(kept, 0, moving(node, ParameterRole.MOVING_MEAN), 0, channels);
      System.arraycopy(kept, channels, moving(node, ParameterRole.MOVING_VARIANCE), 0, channels);
    }
  }

  private static double[] concat(double[] left, double[] right) {
    double[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private double[] moving(ResolvedNode node, ParameterRole role) {
    return parameter(node, role).orElseThrow().values();
  }

  /** Puts moving statistics beside those of the batch, each off by its own share. */
  private void placeStatistics(ResolvedNode node, int samples) {
    double[] input = of(node.inputs().get(0));
    double[] means = moving(node, ParameterRole.MOVING_MEAN);
    double[] variances = moving(node, ParameterRole.MOVING_VARIANCE);
    PinnedRandom random = PinnedRandom.stream(seed, "certificate statistics " + node.name());
    double count = (double) input.length / means.length;
    for (int channel = 0; channel < means.length; channel++) {
      double[] sums = new double[2];
      forEach(node, channel, samples, i -> sums[0] += input[i] / count);
      forEach(
          node,
          channel,
          samples,
          i -> sums[1] += (input[i] - sums[0]) * (input[i] - sums[0]) / count);
      double away = random.nextDouble(-MEAN_JITTER, MEAN_JITTER);
      double share = random.nextDouble(1 - VARIANCE_JITTER, 1 + VARIANCE_JITTER);
      means[channel] = (float) (sums[0] + away * Math.sqrt(sums[1]));
      variances[channel] = (float) (share * sums[1]);
    }
  }
}

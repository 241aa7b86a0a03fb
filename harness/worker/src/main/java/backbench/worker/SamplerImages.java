package backbench.worker;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.oracle.OracleModel;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Shows what a trained network's affine samplers pick out of its images.
 *
 * <p>No backend hands out what a node computes, so the oracle does it, in double precision, from
 * the parameters that the backend has trained.
 */
final class SamplerImages {

  private static final int THETA = 6;
  private static final int BRIGHTEST = 255;

  private SamplerImages() {}

  /**
   * Computes the outputs of each sampler that reads the images themselves; of none that reads what
   * another layer made of them, or whose images have other channels than one or three.
   *
   * @param batch the images
   * @throws BackbenchException {@code NOT_FINITE} if a transformation is not of finite numbers
   */
  static List<Event.Sampled> of(ResolvedGraph graph, Model model, Batch batch) {
    ResolvedGraph still = graph.graph().withoutDropout().resolve();
    List<ResolvedNode> samplers = still.nodes().stream().filter(SamplerImages::isShown).toList();
    if (samplers.isEmpty()) {
      return List.of();
    }
    Map<String, double[]> outputs =
        new OracleModel(still, model.parameters()).outputs(batch.images());
    int[] predicted = predicted(model, batch, graph.classes());
    List<Event.Sampled> shown = new ArrayList<>();
    for (ResolvedNode sampler : samplers) {
      shown.add(sampled(sampler, batch, outputs, predicted));
    }
    return shown;
  }

  private static boolean isShown(ResolvedNode node) {
    int channels = node.inputShape().channels();
    return node.layer() instanceof Layer.AffineSampler
        && node.inputs().get(0).equals(Graph.INPUT)
        && (channels == 1 || channels == 3);
  }

  private static Event.Sampled sampled(
      ResolvedNode sampler, Batch batch, Map<String, double[]> outputs, int[] predicted) {
    Shape in = sampler.inputShape();
    Shape out = sampler.outputShape();
    double[] thetas = output(outputs, sampler.inputs().get(1));
    double[] picked = output(outputs, sampler.name());
    List<Event.SampledImage> images = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      double[] theta = Arrays.copyOfRange(thetas, n * THETA, (n + 1) * THETA);
      if (!Arrays.stream(theta).allMatch(Double::isFinite)) {
        throw new BackbenchException(
            ErrorCode.NOT_FINITE,
            "the transformation of the sampler '"
                + sampler.name()
                + "' after training is "
                + Arrays.toString(theta));
      }
      double[] image = image(batch.images(), n, in.size());
      double darkest = Arrays.stream(image).min().orElseThrow();
      double brightest = Arrays.stream(image).max().orElseThrow();
      images.add(
          new Event.SampledImage(
              batch.labels()[n],
              predicted[n],
              theta,
              levels(image, darkest, brightest),
              levels(
                  Arrays.copyOfRange(picked, n * out.size(), (n + 1) * out.size()),
                  darkest,
                  brightest)));
    }
    return new Event.Sampled(sampler.name(), in, out, images);
  }

  private static double[] output(Map<String, double[]> outputs, String node) {
    return Objects.requireNonNull(outputs.get(node), "the oracle computes every node");
  }

  private static double[] image(Tensor images, int n, int size) {
    double[] image = new double[size];
    for (int i = 0; i < size; i++) {
      image[i] = images.data()[n * size + i];
    }
    return image;
  }

  private static byte[] levels(double[] values, double darkest, double brightest) {
    double range = brightest > darkest ? brightest - darkest : 1;
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++) {
      long level = Math.round((values[i] - darkest) / range * BRIGHTEST);
      levels[i] = (byte) Math.max(0, Math.min(BRIGHTEST, level));
    }
    return levels;
  }

  private static int[] predicted(Model model, Batch batch, int classes) {
    Tensor logits;
    try (Staged staged = model.stage(batch)) {
      logits = model.predict(staged);
    }
    int[] predicted = new int[batch.size()];
    for (int n = 0; n < predicted.length; n++) {
      predicted[n] = Evaluator.highest(logits.data(), n * classes, classes);
    }
    return predicted;
  }
}

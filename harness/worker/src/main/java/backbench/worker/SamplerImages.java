package backbench.worker;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.OracleModel;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Staged;
import backbench.worker.wire.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
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

  private static final int BRIGHTEST = 255;

  /** The bytes that the images of one sampler may take in a result. */
  private static final int MOST_BYTES = 8 << 20;

  private final Model model;
  private final ResolvedGraph still;
  private final int classes;
  private final List<ResolvedNode> samplers;

  private SamplerImages(ResolvedGraph graph, Model model) {
    this.model = model;
    this.still = graph.graph().withoutDropout().resolve();
    this.classes = graph.classes();
    this.samplers = still.nodes().stream().filter(SamplerImages::isShown).toList();
  }

  /**
   * Computes what each sampler that reads the images themselves makes of them; of none that reads
   * what another layer made, or whose images are not of one channel or three, or larger than a
   * result holds.
   *
   * @param images batches of one sample
   * @return one event for each sampler and sample, until they take 8 MiB; without those whose
   *     transformation is not of finite numbers
   */
  static List<Event.Sampled> of(ResolvedGraph graph, Model model, Iterator<Batch> images) {
    SamplerImages shown = new SamplerImages(graph, model);
    return shown.samplers.isEmpty() ? List.of() : shown.all(images);
  }

  private static boolean isShown(ResolvedNode node) {
    int channels = node.inputShape().channels();
    return node.layer() instanceof Layer.AffineSampler
        && node.inputs().get(0).equals(Graph.INPUT)
        && (channels == 1 || channels == 3)
        && Event.Sampled.fits(node.inputShape())
        && Event.Sampled.fits(node.outputShape());
  }

  private List<Event.Sampled> all(Iterator<Batch> images) {
    OracleModel oracle = new OracleModel(still, model.parameters());
    List<Event.Sampled> all = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    while (images.hasNext()) {
      Batch one = images.next();
      Map<String, double[]> outputs = oracle.outputs(one.images());
      int predicted = predicted(one);
      for (ResolvedNode sampler : samplers) {
        int bytes = sampler.inputShape().size() + sampler.outputShape().size();
        double[] theta = output(outputs, sampler.inputs().get(1));
        boolean finite = Arrays.stream(theta).allMatch(Double::isFinite);
        if (finite && taken.merge(sampler.name(), bytes, Integer::sum) <= MOST_BYTES) {
          all.add(sampled(sampler, one, predicted, theta, output(outputs, sampler.name())));
        }
      }
    }
    return all;
  }

  private static Event.Sampled sampled(
      ResolvedNode sampler, Batch one, int predicted, double[] theta, double[] picked) {
    double[] image = new double[one.images().size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = one.images().data()[i];
    }
    double darkest = Arrays.stream(image).min().orElseThrow();
    double brightest = Arrays.stream(image).max().orElseThrow();
    return new Event.Sampled(
        sampler.name(),
        sampler.inputShape(),
        sampler.outputShape(),
        one.labels()[0],
        predicted,
        theta,
        levels(image, darkest, brightest),
        levels(picked, darkest, brightest));
  }

  private static double[] output(Map<String, double[]> outputs, String node) {
    return Objects.requireNonNull(outputs.get(node), "the oracle computes every node");
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

  private int predicted(Batch one) {
    try (Staged staged = model.stage(one)) {
      return Evaluator.highest(model.predict(staged).data(), 0, classes);
    }
  }
}

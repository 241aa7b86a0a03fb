package backbench.certificate.exercise;

import backbench.graph.Initializer;
import backbench.graph.LayerKind;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the weights and batches on which oracle and backend are compared.
 *
 * @param seed that they were drawn with
 * @param initial the weights before the first step
 * @param batches one per step; the first, whose gradients are compared, may be larger
 * @param silence the steps that show the optimiser alone; empty if the network has none
 */
public record Exercise(
    long seed, Parameters initial, List<Batch> batches, Optional<Silence> silence) {

  private static final double WEIGHT_JITTER = 0.05;
  private static final double BIAS_JITTER = 0.1;
  private static final double STATISTICS_JITTER = 0.5;

  private static final Initializer.Visitor<Boolean> CONSTANT =
      new Initializer.Visitor<>() {
        @Override
        public Boolean zeros(Initializer.Zeros initializer) {
          return true;
        }

        @Override
        public Boolean ones(Initializer.Ones initializer) {
          return true;
        }

        @Override
        public Boolean values(Initializer.Values initializer) {
          return true;
        }

        @Override
        public Boolean normal(Initializer.Normal initializer) {
          return false;
        }

        @Override
        public Boolean glorotUniform(Initializer.GlorotUniform initializer) {
          return false;
        }

        @Override
        public Boolean heNormal(Initializer.HeNormal initializer) {
          return false;
        }
      };

  /** Values that each batch norm sees of a channel, at least: of few, the moments say little. */
  private static final int LEAST_VALUES_A_CHANNEL = 16;

  /** Samples of a batch whose gradients are not compared with each other's: the optimiser's. */
  private static final int LATER_SAMPLES = 2;

  /**
   * Says on what an exercise is drawn.
   *
   * @param samples in the first batch
   * @param steps of the optimiser
   * @param initial the recipe's own initialisers, in place of the network's
   * @param inputLow the smallest input value
   * @param inputHigh what all input values are below
   */
  public record Frame(
      int samples,
      int steps,
      Map<ParameterRole, Initializer> initial,
      double inputLow,
      double inputHigh) {}

  /**
   * Draws an exercise.
   *
   * <p>Parameters that start at constants are moved off them at random: a backend that forgets a
   * bias, or exchanges gamma and beta's order, must not hide behind zeros and ones, and an affine
   * sampler at the identity would sit on the kinks of its interpolation. {@link Calibration} then
   * scales them.
   */
  public static Exercise draw(ResolvedGraph graph, Frame frame, long seed) {
    Parameters drawn = InitialParameters.draw(graph, seed, frame.initial());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      Tensor tensor = drawn.get(info.name());
      Initializer initializer = frame.initial().getOrDefault(info.role(), info.initializer());
      if (isConstant(initializer)) {
        double jitter = jitter(info.role());
        PinnedRandom random = PinnedRandom.stream(seed, "certificate jitter " + info.name());
        for (int i = 0; i < tensor.size(); i++) {
          tensor.data()[i] += (float) random.nextDouble(-jitter, jitter);
        }
      }
      tensors.put(info.name(), tensor);
    }
    int least = leastSamples(graph);
    int first = Math.max(frame.samples(), least);
    int later = Math.min(first, Math.max(LATER_SAMPLES, least));
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < frame.steps(); step++) {
      PinnedRandom random = PinnedRandom.stream(seed, "certificate batch", step);
      batches.add(batch(graph, frame, step == 0 ? first : later, random));
    }
    Parameters initial =
        new Calibration(graph, new Parameters(tensors), seed).on(batches.get(0).images());
    return new Exercise(seed, initial, List.copyOf(batches), Silence.of(graph, initial));
  }

  /** Tells whether a parameter starts at the same values for every seed. */
  public static boolean isConstant(Initializer initializer) {
    return initializer.accept(CONSTANT);
  }

  private static double jitter(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> WEIGHT_JITTER;
      case BIAS -> BIAS_JITTER;
      case GAMMA, BETA, MOVING_MEAN, MOVING_VARIANCE -> STATISTICS_JITTER;
    };
  }

  /** Returns how many samples give each batch norm the values that it needs. */
  private static int leastSamples(ResolvedGraph graph) {
    int least = 1;
    for (ResolvedNode node : graph.nodes()) {
      if (node.layer().kind() == LayerKind.BATCH_NORM) {
        int plane = node.outputShape().height() * node.outputShape().width();
        least = Math.max(least, (LEAST_VALUES_A_CHANNEL + plane - 1) / plane);
      }
    }
    return least;
  }

  private static Batch batch(ResolvedGraph graph, Frame frame, int samples, PinnedRandom random) {
    List<Integer> dims = new ArrayList<>();
    dims.add(samples);
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    if (graph.kinds().contains(LayerKind.AFFINE_SAMPLER)) {
      SmoothImages.fill(images, graph.inputShape(), frame.inputLow(), frame.inputHigh(), random);
    } else {
      for (int i = 0; i < images.size(); i++) {
        images.data()[i] = (float) random.nextDouble(frame.inputLow(), frame.inputHigh());
      }
    }
    int[] labels = new int[samples];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(graph.classes());
    }
    return new Batch(images, labels);
  }
}

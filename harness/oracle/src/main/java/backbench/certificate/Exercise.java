package backbench.certificate;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the weights and batches on which oracle and backend are compared.
 *
 * @param seed that they were drawn with
 * @param initial the weights before the first step
 * @param batches one per step
 */
record Exercise(long seed, Parameters initial, List<Batch> batches) {

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

  /**
   * Draws an exercise.
   *
   * <p>Parameters that start at constants are moved off them at random: a backend that forgets a
   * bias, or exchanges gamma and beta's order, must not hide behind zeros and ones, and an affine
   * sampler at the identity would sit on the kinks of its interpolation.
   */
  static Exercise draw(ResolvedGraph graph, CertificationRecipe recipe, long seed) {
    Parameters drawn = InitialParameters.draw(graph, seed, recipe.initial());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      Tensor tensor = drawn.get(info.name());
      Initializer initializer = recipe.initial().getOrDefault(info.role(), info.initializer());
      if (isConstant(initializer)) {
        double jitter = jitter(info.role());
        PinnedRandom random = PinnedRandom.stream(seed, "certificate jitter " + info.name());
        for (int i = 0; i < tensor.size(); i++) {
          tensor.data()[i] += (float) random.nextDouble(-jitter, jitter);
        }
      }
      tensors.put(info.name(), tensor);
    }
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < recipe.steps(); step++) {
      batches.add(batch(graph, recipe, PinnedRandom.stream(seed, "certificate batch", step)));
    }
    return new Exercise(seed, new Parameters(tensors), List.copyOf(batches));
  }

  /** Tells whether a parameter starts at the same values for every seed. */
  static boolean isConstant(Initializer initializer) {
    return initializer.accept(CONSTANT);
  }

  private static double jitter(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> WEIGHT_JITTER;
      case BIAS -> BIAS_JITTER;
      case GAMMA, BETA, MOVING_MEAN, MOVING_VARIANCE -> STATISTICS_JITTER;
    };
  }

  private static Batch batch(ResolvedGraph graph, CertificationRecipe recipe, PinnedRandom random) {
    List<Integer> dims = new ArrayList<>();
    dims.add(recipe.batchSize());
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextDouble(recipe.inputLow(), recipe.inputHigh());
    }
    int[] labels = new int[recipe.batchSize()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(graph.classes());
    }
    return new Batch(images, labels);
  }
}

package backbench.spi;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.random.PinnedRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a network's initial parameters, the same on every backend and machine.
 *
 * @since 0.1
 */
public final class InitialParameters {

  private InitialParameters() {}

  /** Draws each parameter from its own stream, as its initialiser says. */
  public static Parameters draw(ResolvedGraph graph, long seed) {
    return draw(graph, seed, Map.of());
  }

  /**
   * Draws each parameter from its own stream.
   *
   * @param overrides a recipe's own initialisers by role, in place of the network's
   */
  public static Parameters draw(
      ResolvedGraph graph, long seed, Map<ParameterRole, Initializer> overrides) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      Initializer initializer = overrides.getOrDefault(info.role(), info.initializer());
      PinnedRandom random = PinnedRandom.stream(seed, "parameter " + info.name());
      tensors.put(info.name(), new Tensor(info.dims(), fill(initializer, info, random)));
    }
    return new Parameters(tensors);
  }

  private static float[] fill(Initializer initializer, ParameterInfo info, PinnedRandom random) {
    float[] values = new float[info.size()];
    if (initializer instanceof Initializer.Ones) {
      Arrays.fill(values, 1);
    } else if (initializer instanceof Initializer.Values listed) {
      List<Double> source = listed.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = source.get(i).floatValue();
      }
    } else if (initializer instanceof Initializer.Normal normal) {
      fillNormal(values, normal.deviation(), random);
    } else if (initializer instanceof Initializer.HeNormal) {
      fillNormal(values, Math.sqrt(2.0 / info.fanIn()), random);
    } else if (initializer instanceof Initializer.GlorotUniform) {
      double limit = Math.sqrt(6.0 / (info.fanIn() + info.fanOut()));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-limit, limit);
      }
    } else if (!(initializer instanceof Initializer.Zeros)) {
      throw new IllegalStateException("no values of " + initializer);
    }
    return values;
  }

  private static void fillNormal(float[] values, double deviation, PinnedRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }
}

package backbench.spi;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.random.PinnedRandom;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

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
    return initializer.accept(new Filling(info, random));
  }

  /** Fills a parameter's values. */
  private record Filling(ParameterInfo info, PinnedRandom random)
      implements Initializer.Visitor<float[]> {

    @Override
    public float[] zeros(Initializer.Zeros initializer) {
      return new float[info.size()];
    }

    @Override
    public float[] ones(Initializer.Ones initializer) {
      return filled(() -> 1);
    }

    @Override
    public float[] values(Initializer.Values initializer) {
      Iterator<Double> values = initializer.values().iterator();
      return filled(values::next);
    }

    @Override
    public float[] normal(Initializer.Normal initializer) {
      return normal(initializer.deviation());
    }

    @Override
    public float[] heNormal(Initializer.HeNormal initializer) {
      return normal(Math.sqrt(2.0 / info.fanIn()));
    }

    @Override
    public float[] glorotUniform(Initializer.GlorotUniform initializer) {
      double limit = Math.sqrt(6.0 / (info.fanIn() + info.fanOut()));
      return filled(() -> random.nextDouble(-limit, limit));
    }

    private float[] normal(double deviation) {
      return filled(() -> deviation * random.nextGaussian());
    }

    private float[] filled(DoubleSupplier next) {
      float[] values = new float[info.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) next.getAsDouble();
      }
      return values;
    }
  }
}

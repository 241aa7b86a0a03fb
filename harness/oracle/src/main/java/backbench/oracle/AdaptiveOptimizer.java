package backbench.oracle;

import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adapts each element's step: p = p - rate(t) · m / (sqrt(v) + epsilon). */
final class AdaptiveOptimizer implements OracleOptimizer {

  private final Optimizer.Adaptive constants;
  private final Rounding rounding;
  private final Map<String, Moments> moments = new HashMap<>();
  private int steps;

  @SuppressWarnings("ArrayRecordComponent") // working storage of this class alone
  private record Moments(double[] first, double[] second) {}

  AdaptiveOptimizer(Optimizer.Adaptive constants, Rounding rounding) {
    this.constants = constants;
    this.rounding = rounding;
  }

  @Override
  public void update(List<OracleParameter> parameters) {
    steps++;
    double b1 = constants.beta1();
    double b2 = constants.beta2();
    double rate = constants.rate(steps);
    for (OracleParameter parameter : parameters) {
      if (!parameter.info().trainable()) {
        continue;
      }
      double[] p = parameter.values();
      double[] g = parameter.gradient();
      Moments state =
          moments.computeIfAbsent(
              parameter.info().name(),
              name -> new Moments(new double[p.length], new double[p.length]));
      double[] m = state.first();
      double[] v = state.second();
      for (int i = 0; i < p.length; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        p[i] -= rate * m[i] / (Math.sqrt(v[i]) + constants.epsilon());
      }
      rounding.round(p, 0, p.length, 1, Rounding.rootMeanSquare(p));
    }
  }
}

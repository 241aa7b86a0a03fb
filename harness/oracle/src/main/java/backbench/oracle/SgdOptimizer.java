package backbench.oracle;

import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Descends: v = momentum · v - learningRate · g; p = p + v. */
final class SgdOptimizer implements OracleOptimizer {

  private final Optimizer.Sgd constants;
  private final Rounding rounding;
  private final Map<String, double[]> velocities = new HashMap<>();

  SgdOptimizer(Optimizer.Sgd constants, Rounding rounding) {
    this.constants = constants;
    this.rounding = rounding;
  }

  @Override
  public void update(List<OracleParameter> parameters) {
    for (OracleParameter parameter : parameters) {
      if (!parameter.info().trainable()) {
        continue;
      }
      double[] p = parameter.values();
      double[] g = parameter.gradient();
      if (constants.momentum() == 0) {
        for (int i = 0; i < p.length; i++) {
          p[i] -= constants.learningRate() * g[i];
        }
      } else {
        double[] v =
            velocities.computeIfAbsent(parameter.info().name(), name -> new double[p.length]);
        for (int i = 0; i < p.length; i++) {
          v[i] = constants.momentum() * v[i] - constants.learningRate() * g[i];
          p[i] += v[i];
        }
      }
      rounding.round(p, 0, p.length, 1, Rounding.rootMeanSquare(p));
    }
  }
}

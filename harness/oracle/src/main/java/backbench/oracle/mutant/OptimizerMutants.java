package backbench.oracle.mutant;

import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Optimisers with other constants, or in another engine's form. */
final class OptimizerMutants {

  private OptimizerMutants() {}

  static List<OracleMutant> of(Optimizer optimizer) {
    return optimizer.accept(
        new OptimizerVisitor<List<OracleMutant>>() {
          @Override
          public List<OracleMutant> sgd(Optimizer.Sgd sgd) {
            return descent(sgd);
          }

          @Override
          public List<OracleMutant> adam(Optimizer.Adam adam) {
            return OptimizerMutants.adam(adam);
          }

          @Override
          public List<OracleMutant> rmsProp(Optimizer.RmsProp rmsProp) {
            return OptimizerMutants.rmsProp(rmsProp);
          }
        });
  }

  private static List<OracleMutant> descent(Optimizer.Sgd sgd) {
    double rate = sgd.learningRate();
    double momentum = sgd.momentum();
    List<OracleMutant> mutants = new ArrayList<>();
    mutants.add(asked("sgd: rate off by 0.1%", new Optimizer.Sgd(1.001 * rate, momentum)));
    if (momentum > 0) {
      mutants.add(asked("sgd: no momentum", new Optimizer.Sgd(rate)));
      mutants.add(asked("sgd: momentum off by 0.1%", new Optimizer.Sgd(rate, 0.999 * momentum)));
      mutants.add(made("sgd: Nesterov's momentum", unused -> new Nesterov(sgd)));
    }
    return mutants;
  }

  private static List<OracleMutant> adam(Optimizer.Adam adam) {
    double rate = adam.learningRate();
    double b1 = adam.beta1();
    double b2 = adam.beta2();
    double epsilon = adam.epsilon();
    // 0.9989 in place of 0.999.
    double shorter = Math.max(0, b2 - 0.1 * (1 - b2));
    return List.of(
        asked("adam: rate off by 0.1%", new Optimizer.Adam(1.001 * rate, b1, b2, epsilon)),
        asked("adam: beta1 off by 0.1%", new Optimizer.Adam(rate, 0.999 * b1, b2, epsilon)),
        asked("adam: 1 - beta2 off by 10%", new Optimizer.Adam(rate, b1, shorter, epsilon)),
        asked("adam: a tenth of epsilon", new Optimizer.Adam(rate, b1, b2, epsilon / 10)),
        made(
            "adam: epsilon beside the corrected root",
            unused -> new Adaptive(adam, true, true, false)),
        made("adam: not corrected for bias", unused -> new Adaptive(adam, false, false, false)));
  }

  private static List<OracleMutant> rmsProp(Optimizer.RmsProp prop) {
    double rate = prop.learningRate();
    double rho = prop.rho();
    double epsilon = prop.epsilon();
    return List.of(
        asked("rmsprop: rate off by 0.1%", new Optimizer.RmsProp(1.001 * rate, rho, epsilon)),
        asked("rmsprop: rho off by 0.1%", new Optimizer.RmsProp(rate, 0.999 * rho, epsilon)),
        asked("rmsprop: a tenth of epsilon", new Optimizer.RmsProp(rate, rho, epsilon / 10)),
        made("rmsprop: epsilon under the root", unused -> new Adaptive(prop, true, false, true)));
  }

  /** Makes a mutant that runs another optimiser than the one that was asked for. */
  private static OracleMutant asked(String name, Optimizer instead) {
    return made(name, unused -> OracleOptimizer.of(instead, Rounding.NONE));
  }

  private static OracleMutant made(String name, Function<Optimizer, OracleOptimizer> factory) {
    return new OracleMutant(name) {
      @Override
      public boolean onlyOptimizes() {
        return true;
      }

      @Override
      public OracleOptimizer optimizer(Optimizer asked) {
        return factory.apply(asked);
      }
    };
  }

  /** Looks ahead: p = p + momentum · v - rate · g, with the v after the step. */
  private static final class Nesterov implements OracleOptimizer {
    private final Optimizer.Sgd constants;
    private final Map<String, double[]> velocities = new HashMap<>();

    Nesterov(Optimizer.Sgd constants) {
      this.constants = constants;
    }

    @Override
    public void update(List<OracleParameter> parameters) {
      for (OracleParameter parameter : parameters) {
        double[] g = parameter.gradient();
        double[] v =
            velocities.computeIfAbsent(parameter.info().name(), unused -> new double[g.length]);
        for (int i = 0; i < g.length; i++) {
          v[i] = constants.momentum() * v[i] - constants.learningRate() * g[i];
          parameter.values()[i] += constants.momentum() * v[i] - constants.learningRate() * g[i];
        }
      }
    }
  }

  /** Adapts each element's step, in the forms in which the pinned one is often written. */
  private static final class Adaptive implements OracleOptimizer {
    private final Optimizer.Adaptive constants;
    private final boolean corrected;
    private final boolean epsilonCorrected;
    private final boolean epsilonUnderRoot;
    private final Map<String, double[]> first = new HashMap<>();
    private final Map<String, double[]> second = new HashMap<>();
    private int steps;

    Adaptive(
        Optimizer.Adaptive constants,
        boolean corrected,
        boolean epsilonCorrected,
        boolean epsilonUnderRoot) {
      this.constants = constants;
      this.corrected = corrected;
      this.epsilonCorrected = epsilonCorrected;
      this.epsilonUnderRoot = epsilonUnderRoot;
    }

    @Override
    public void update(List<OracleParameter> parameters) {
      steps++;
      double b1 = constants.beta1();
      double b2 = constants.beta2();
      double rate = corrected ? constants.rate(steps) : constants.learningRate();
      // The root of the corrected moment is the moment's over this.
      double root = epsilonCorrected ? Math.sqrt(1 - Math.pow(b2, steps)) : 1;
      for (OracleParameter parameter : parameters) {
        double[] g = parameter.gradient();
        String name = parameter.info().name();
        double[] m = first.computeIfAbsent(name, unused -> new double[g.length]);
        double[] v = second.computeIfAbsent(name, unused -> new double[g.length]);
        for (int i = 0; i < g.length; i++) {
          m[i] = b1 * m[i] + (1 - b1) * g[i];
          v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
          double divisor =
              epsilonUnderRoot
                  ? Math.sqrt(v[i] + constants.epsilon())
                  : Math.sqrt(v[i]) + constants.epsilon() * root;
          parameter.values()[i] -= rate * m[i] / divisor;
        }
      }
    }
  }
}

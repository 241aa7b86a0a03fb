package backbench.tck.reference;

import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broken optimisers and losses. */
final class OptimizerMutants {

  private OptimizerMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("weights decay", "T1", () -> updating(OptimizerMutants::decaying)),
        new Mutant("descent climbs", "T7", () -> scaledRate(-1)),
        new Mutant("gradients are summed over the batch", "L9.1", OptimizerMutants::summed),
        new Mutant("momentum looks ahead (Nesterov)", "T2", () -> updating(Nesterov::of)),
        new Mutant("momentum is damped", "T2", () -> updating(OptimizerMutants::damped)),
        new Mutant(
            "Adam's epsilon is inside the corrected form",
            "T4",
            () -> updating((asked, rounding) -> Adam.of(asked, rounding, true, true))),
        new Mutant(
            "Adam is not corrected for bias",
            "T3",
            () -> updating((asked, rounding) -> Adam.of(asked, rounding, false, false))),
        new Mutant("Adam's betas are exchanged", "T5", () -> updating(OptimizerMutants::exchanged)),
        new Mutant(
            "RMSprop is corrected for bias", "T9", () -> updating(OptimizerMutants::corrected)),
        new Mutant(
            "RMSprop forgets the steps before",
            "T9",
            () -> updating(OptimizerMutants::withoutMemory)),
        new Mutant("RMSprop's epsilon is under the root", "T10", () -> updating(UnderRoot::of)),
        new Mutant(
            "RMSprop's rho and 1 - rho are exchanged",
            "T11",
            () -> updating(OptimizerMutants::complemented)),
        new Mutant(
            "the loss is the sum", "T6", () -> reporting((loss, batch) -> loss * batch.size())),
        new Mutant("the loss is that after the update", "T1", OptimizerMutants::lossAfterwards),
        new Mutant(
            "a loss that is no number is reported as 0",
            "F1",
            () -> reporting((loss, batch) -> Double.isNaN(loss) ? 0 : loss)),
        new Mutant(
            "the softmax overflows",
            "F5",
            () -> reporting((loss, batch) -> loss > 89 ? Double.POSITIVE_INFINITY : loss)),
        new Mutant("every run is a little different", "T8", OptimizerMutants::unrepeatable));
  }

  private interface Maker {
    OracleOptimizer make(Optimizer asked, Rounding rounding);
  }

  private static Defect updating(Maker maker) {
    return new Defect() {
      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        return maker.make(asked, rounding);
      }
    };
  }

  private interface Report {
    double of(double loss, Batch batch);
  }

  private static Defect reporting(Report report) {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        return report.of(model.step(batch, optimizer), batch);
      }
    };
  }

  private static Defect scaledRate(double factor) {
    return updating(
        (asked, rounding) -> {
          OracleOptimizer right = OracleOptimizer.of(asked, rounding);
          return parameters -> {
            scaleGradients(parameters, factor);
            right.update(parameters);
          };
        });
  }

  private static void scaleGradients(List<OracleParameter> parameters, double factor) {
    for (OracleParameter parameter : parameters) {
      double[] gradient = parameter.gradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }
  }

  private static Defect summed() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = model.backpropagate(batch);
        scaleGradients(model.parameters(), batch.size());
        optimizer.update(model.parameters());
        return loss;
      }
    };
  }

  private static OracleOptimizer decaying(Optimizer asked, Rounding rounding) {
    OracleOptimizer right = OracleOptimizer.of(asked, rounding);
    return parameters -> {
      right.update(parameters);
      for (OracleParameter parameter : parameters) {
        for (int i = 0; i < parameter.gradient().length; i++) {
          parameter.values()[i] = (float) (parameter.values()[i] * (1 - 1e-4));
        }
      }
    };
  }

  private static OracleOptimizer damped(Optimizer asked, Rounding rounding) {
    return asked instanceof Optimizer.Sgd sgd && sgd.momentum() > 0
        ? OracleOptimizer.of(
            new Optimizer.Sgd(sgd.learningRate() * (1 - sgd.momentum()), sgd.momentum()), rounding)
        : OracleOptimizer.of(asked, rounding);
  }

  private static OracleOptimizer exchanged(Optimizer asked, Rounding rounding) {
    return asked instanceof Optimizer.Adam adam
        ? OracleOptimizer.of(
            new Optimizer.Adam(adam.learningRate(), adam.beta2(), adam.beta1(), adam.epsilon()),
            rounding)
        : OracleOptimizer.of(asked, rounding);
  }

  private static OracleOptimizer corrected(Optimizer asked, Rounding rounding) {
    return asked instanceof Optimizer.RmsProp rmsProp
        ? OracleOptimizer.of(
            new Optimizer.Adam(rmsProp.learningRate(), 0, rmsProp.rho(), rmsProp.epsilon()),
            rounding)
        : OracleOptimizer.of(asked, rounding);
  }

  private static OracleOptimizer withoutMemory(Optimizer asked, Rounding rounding) {
    return asked instanceof Optimizer.RmsProp
        ? parameters -> OracleOptimizer.of(asked, rounding).update(parameters)
        : OracleOptimizer.of(asked, rounding);
  }

  private static OracleOptimizer complemented(Optimizer asked, Rounding rounding) {
    return asked instanceof Optimizer.RmsProp rmsProp
        ? OracleOptimizer.of(
            new Optimizer.RmsProp(rmsProp.learningRate(), 1 - rmsProp.rho(), rmsProp.epsilon()),
            rounding)
        : OracleOptimizer.of(asked, rounding);
  }

  private static Defect lossAfterwards() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        model.step(batch, optimizer);
        return model.backpropagate(batch);
      }
    };
  }

  private static Defect unrepeatable() {
    PinnedRandom random = new PinnedRandom(1);
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = model.step(batch, optimizer);
        double[] values = model.parameters().get(0).values();
        values[0] = (float) (values[0] * (1 + 2e-7 * random.nextDouble()));
        return loss;
      }
    };
  }

  /** Looks ahead: p = p + momentum · v - learningRate · g, with v already moved on. */
  private record Nesterov(Optimizer.Sgd constants, Map<String, double[]> velocities)
      implements OracleOptimizer {

    static OracleOptimizer of(Optimizer asked, Rounding rounding) {
      return asked instanceof Optimizer.Sgd sgd
          ? new Nesterov(sgd, new HashMap<>())
          : OracleOptimizer.of(asked, rounding);
    }

    @Override
    public void update(List<OracleParameter> parameters) {
      for (OracleParameter parameter : parameters) {
        double[] p = parameter.values();
        double[] g = parameter.gradient();
        double[] v =
            velocities.computeIfAbsent(parameter.info().name(), name -> new double[g.length]);
        for (int i = 0; i < g.length; i++) {
          double descent = constants.learningRate() * g[i];
          v[i] = constants.momentum() * v[i] - descent;
          p[i] = (float) (p[i] + constants.momentum() * v[i] - descent);
        }
      }
    }
  }

  /** RMSprop with p = p - learningRate · g / sqrt(v + epsilon). */
  private record UnderRoot(Optimizer.RmsProp constants, Map<String, double[]> squares)
      implements OracleOptimizer {

    static OracleOptimizer of(Optimizer asked, Rounding rounding) {
      return asked instanceof Optimizer.RmsProp rmsProp
          ? new UnderRoot(rmsProp, new HashMap<>())
          : OracleOptimizer.of(asked, rounding);
    }

    @Override
    public void update(List<OracleParameter> parameters) {
      for (OracleParameter parameter : parameters) {
        double[] p = parameter.values();
        double[] g = parameter.gradient();
        double[] v = squares.computeIfAbsent(parameter.info().name(), name -> new double[g.length]);
        for (int i = 0; i < g.length; i++) {
          v[i] = constants.rho() * v[i] + (1 - constants.rho()) * g[i] * g[i];
          p[i] =
              (float)
                  (p[i] - constants.learningRate() * g[i] / Math.sqrt(v[i] + constants.epsilon()));
        }
      }
    }
  }

  /** Adam in other forms than TensorFlow's. */
  private static final class Adam implements OracleOptimizer {
    private final Optimizer.Adam constants;
    private final boolean corrected;
    private final boolean epsilonInside;
    private final Map<String, double[][]> moments = new HashMap<>();
    private int steps;

    private Adam(Optimizer.Adam constants, boolean corrected, boolean epsilonInside) {
      this.constants = constants;
      this.corrected = corrected;
      this.epsilonInside = epsilonInside;
    }

    static OracleOptimizer of(
        Optimizer asked, Rounding rounding, boolean corrected, boolean epsilonInside) {
      return asked instanceof Optimizer.Adam adam
          ? new Adam(adam, corrected, epsilonInside)
          : OracleOptimizer.of(asked, rounding);
    }

    @Override
    public void update(List<OracleParameter> parameters) {
      steps++;
      double first = corrected ? 1 - Math.pow(constants.beta1(), steps) : 1;
      double second = corrected ? 1 - Math.pow(constants.beta2(), steps) : 1;
      for (OracleParameter parameter : parameters) {
        double[] p = parameter.values();
        double[] g = parameter.gradient();
        double[][] mv =
            moments.computeIfAbsent(
                parameter.info().name(), name -> new double[2][parameter.gradient().length]);
        for (int i = 0; i < g.length; i++) {
          mv[0][i] = constants.beta1() * mv[0][i] + (1 - constants.beta1()) * g[i];
          mv[1][i] = constants.beta2() * mv[1][i] + (1 - constants.beta2()) * g[i] * g[i];
          double epsilon = constants.epsilon() / (epsilonInside ? 1 : Math.sqrt(second));
          double root = Math.sqrt(mv[1][i] / second) + epsilon;
          p[i] = (float) (p[i] - constants.learningRate() * mv[0][i] / first / root);
        }
      }
    }
  }
}

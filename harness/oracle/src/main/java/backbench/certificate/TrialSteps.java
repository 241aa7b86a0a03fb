package backbench.certificate;

import backbench.certificate.bound.UpdateBound;
import backbench.graph.ParameterInfo;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Makes the oracle's steps beside a backend's, each from the weights that the backend reached. */
final class TrialSteps {

  private final OracleTrial trial;
  private final OracleOptimizer optimizer;
  private final List<UpdateBound> bounds = new ArrayList<>();
  private final double[] movement;
  private final double[] totalMovement;
  private final double[] statisticTolerances;
  private final double[] statisticTotals;
  private final List<double[]> lastStatistics = new ArrayList<>();
  private int steps;

  /** Stands before the first update. */
  TrialSteps(OracleTrial trial, Optimizer recipe) {
    this.trial = trial;
    this.optimizer = OracleOptimizer.of(recipe, Rounding.NONE);
    for (OracleParameter parameter : trial.parameters()) {
      bounds.add(UpdateBound.of(recipe, parameter.gradient().length));
      lastStatistics.add(
          parameter.info().trainable() ? new double[0] : initial(trial, parameter.info()));
    }
    this.movement = new double[bounds.size()];
    this.totalMovement = new double[bounds.size()];
    this.statisticTolerances = new double[bounds.size()];
    this.statisticTotals = new double[bounds.size()];
    trial.rewind();
  }

  private static double[] initial(OracleTrial trial, ParameterInfo info) {
    float[] given = trial.exercise().initial().get(info.name()).data();
    double[] values = new double[given.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = given[i];
    }
    return values;
  }

  /**
   * Takes over the weights that the backend reached, and goes on to the next update.
   *
   * <p>Optimisers keep their moments, which gradients at the backend's own weights have made.
   *
   * @return what the step's loss is
   */
  Expected follow(Parameters reached) {
    if (steps == 0) {
      return trial.loss();
    }
    for (int i = 0; i < lastStatistics.size(); i++) {
      double[] last = lastStatistics.get(i);
      float[] from = reached.get(trial.parameters().get(i).info().name()).data();
      for (int each = 0; each < last.length; each++) {
        last[each] = from[each];
      }
    }
    return trial.follow(reached, steps);
  }

  /** Makes the update of the step that was gone through. */
  void update() {
    List<double[]> before = new ArrayList<>();
    int statistic = 0;
    for (int i = 0; i < bounds.size(); i++) {
      OracleParameter parameter = trial.parameters().get(i);
      if (parameter.info().trainable()) {
        double tolerance =
            steps == 0 ? trial.gradients().get(i).tolerance() : trial.gradientTolerance(i);
        IntToDoubleFunction error = element -> tolerance;
        bounds.get(i).step(parameter, error);
      } else {
        statisticTolerances[i] =
            steps == 0
                ? trial.statistics().get(statistic).tolerance()
                : trial.statisticTolerance(i);
        statisticTotals[i] += statisticTolerances[i];
        statistic++;
      }
      before.add(parameter.info().trainable() ? parameter.values().clone() : parameter.values());
    }
    optimizer.update(trial.parameters());
    steps++;
    for (int i = 0; i < movement.length; i++) {
      movement[i] = OracleTrial.distance(trial.parameters().get(i).values(), before.get(i));
      totalMovement[i] += movement[i];
    }
  }

  /** Returns how far the last step may have led a learning parameter from the oracle's. */
  UpdateBound bound(int parameter) {
    return bounds.get(parameter);
  }

  /** Returns the largest movement of any element of a parameter in the last step. */
  double movement(int parameter) {
    return movement[parameter];
  }

  /** Returns the sum of a parameter's largest movements over the steps so far. */
  double totalMovement(int parameter) {
    return totalMovement[parameter];
  }

  /** Returns how far a moving statistic may be from the oracle's after the last step. */
  double statisticTolerance(int parameter) {
    return statisticTolerances[parameter];
  }

  /** Returns the sum of a moving statistic's tolerances over the steps so far. */
  double totalStatisticTolerance(int parameter) {
    return statisticTotals[parameter];
  }

  /** Returns a moving statistic as it was before the last step; empty for what learns. */
  double[] lastStatistic(int parameter) {
    return lastStatistics.get(parameter);
  }
}

package backbench.certificate;

import backbench.graph.ParameterInfo;
import backbench.spi.Parameters;
import java.util.Arrays;
import java.util.List;

/** Compares where two runs of the recipe led, from the same start. */
final class RunComparison {

  private final OracleTrial trial;
  private final TrialSteps steps;

  /**
   * Holds what either run may be off by.
   *
   * @param steps that were made beside the first run
   */
  RunComparison(OracleTrial trial, TrialSteps steps) {
    this.trial = trial;
    this.steps = steps;
  }

  void compare(RuleCheck check, Parameters one, Parameters other) {
    boolean identical = true;
    int count = trial.exercise().batches().size();
    List<ParameterInfo> parameters = trial.graph().parameters();
    for (int p = 0; p < parameters.size(); p++) {
      ParameterInfo info = parameters.get(p);
      float[] left = Examination.tensor(one, info).data();
      float[] right = Examination.tensor(other, info).data();
      identical &= Arrays.equals(left, right);
      double moved = info.trainable() ? steps.totalMovement(p) : statistic(p);
      for (int i = 0; i < left.length; i++) {
        // Each run may lie on another side of the oracle, by the tolerances of all its steps.
        double allowed =
            info.trainable()
                ? steps.bound(p).total(i) + count * (double) Math.ulp(left[i])
                : steps.totalStatisticTolerance(p);
        check.compare(info.name(), i, right[i], left[i], 2 * allowed, moved);
      }
    }
    check.note(identical ? "bit-identical" : "not bit-identical");
  }

  private double statistic(int parameter) {
    return new Expected("", trial.parameters().get(parameter).values(), 0).size();
  }
}

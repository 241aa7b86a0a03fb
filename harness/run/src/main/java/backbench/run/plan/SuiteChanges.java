package backbench.run.plan;

import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import java.util.OptionalInt;

/**
 * Changes how long a suite runs, for a person with more time or less.
 *
 * <p>The changed suite has another digest: a run of the one cannot be resumed as the other. What is
 * reported of a network stays of the epochs that its document says.
 *
 * @param epochs of every workload, at least 1; empty leaves each its own
 * @param forks of every cell, at least 1; empty leaves the suite's
 */
public record SuiteChanges(OptionalInt epochs, OptionalInt forks) {

  /** Checks that there is something to run. */
  public SuiteChanges {
    if (epochs.orElse(1) < 1 || forks.orElse(1) < 1) {
      throw new IllegalArgumentException("epochs and forks are at least 1");
    }
  }

  /** Returns the suite with these changes. */
  public SuiteSpec apply(SuiteSpec suite) {
    return new SuiteSpec(
        suite.id(),
        suite.title(),
        suite.workloads().stream().map(this::changed).toList(),
        suite.backends(),
        changed(suite.measure()));
  }

  private SuiteSpec.Workload changed(SuiteSpec.Workload workload) {
    RecipeSpec recipe = workload.recipe();
    return new SuiteSpec.Workload(
        workload.id(),
        workload.network(),
        workload.dataset(),
        recipe.withEpochs(epochs.orElse(recipe.epochs())),
        workload.reported());
  }

  private MeasureSpec changed(MeasureSpec measure) {
    return measure.withForks(forks.orElse(measure.repetition().forks()));
  }
}

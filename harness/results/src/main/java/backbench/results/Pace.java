package backbench.results;

import backbench.plausibility.Peak;
import backbench.plausibility.Plausibility;
import backbench.results.samples.PredictResult;
import backbench.spi.Device;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the times of a cell's forks against what its machine can do at most. */
final class Pace {

  private final CellResult.@Nullable LeastFacts least;
  private final int batch;
  private final @Nullable Peak peak;

  /**
   * Prepares the judgement of a cell.
   *
   * @param peaks of its machine; without that of the cell's threads nothing is judged, nor is it on
   *     another device than the processor
   */
  Pace(CellKey key, CellResult.Subject subject, List<Peak> peaks) {
    this.least = subject.network().least();
    this.batch = subject.recipe().batch();
    this.peak =
        peaks.stream()
            .filter(each -> key.device() == Device.CPU)
            .filter(each -> each.threads() == key.threads())
            .findFirst()
            .orElse(null);
  }

  /** Says which time of a fork is shorter than its work takes at least; empty if none is. */
  Optional<String> problem(TrainingOutcome training) {
    if (least == null || peak == null) {
      return Optional.empty();
    }
    for (EpochResult epoch : training.epochs()) {
      Optional<String> objection =
          Plausibility.objection(
              "samples", least.training(), batch, epoch.samples(), epoch.loopSeconds(), peak);
      if (objection.isPresent()) {
        return objection.map(why -> "training in epoch " + epoch.epoch() + " is " + why);
      }
    }
    for (PredictResult timed : training.predictions()) {
      Optional<String> objection =
          Plausibility.objection(
              "predictions",
              least.prediction(),
              timed.batch(),
              timed.samples(),
              timed.loopSeconds(),
              peak);
      if (objection.isPresent()) {
        return objection.map(why -> "prediction is " + why);
      }
    }
    return Optional.empty();
  }
}

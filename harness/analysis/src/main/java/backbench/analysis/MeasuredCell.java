package backbench.analysis;

import backbench.results.CellKey.Configuration;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.stats.ForkSample;
import java.util.List;

/**
 * Holds one cell with the samples that comparisons need.
 *
 * <p>No record: cells are told apart by their place in the run, never by what they hold.
 */
final class MeasuredCell {

  private final int index;
  private final CellResult result;
  private final Samples samples;
  private final List<ForkSample> trainSecondsPerSample;
  private final List<ForkSample> predictSecondsPerSample;

  MeasuredCell(RunResult run, int index) {
    this.index = index;
    this.result = run.cells().get(index);
    this.samples = new Samples(run, result);
    this.trainSecondsPerSample = samples.trainSecondsPerSample();
    this.predictSecondsPerSample =
        samples.predictSecondsPerSample(run.settings().predict().batch());
  }

  /** Returns the cell's place among the cells of the run. */
  int index() {
    return index;
  }

  CellResult result() {
    return result;
  }

  Samples samples() {
    return samples;
  }

  List<ForkSample> trainSecondsPerSample() {
    return trainSecondsPerSample;
  }

  List<ForkSample> predictSecondsPerSample() {
    return predictSecondsPerSample;
  }

  Configuration configuration() {
    return result.key().configuration();
  }

  /** Tells whether times of this cell and of another compare. */
  boolean onSameMachine(MeasuredCell other) {
    return result.shard() == other.result.shard();
  }

  /** Tells whether the cell enters comparisons of speed. */
  boolean ranked() {
    return result.status().ranked() && !trainSecondsPerSample.isEmpty();
  }

  /** Tells whether a fork ended badly, so that what the others reached is what survived. */
  boolean forksLost() {
    return samples.forks().size() < result.forks().size();
  }
}

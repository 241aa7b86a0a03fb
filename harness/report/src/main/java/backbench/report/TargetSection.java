package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows how long training takes to the accuracy that the suite names. */
final class TargetSection {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("reached", "of forks", true, 8),
          new Column("epochs", "", true, 6),
          new Column("training", "s", true, 9),
          new Column("with evaluation", "s", true, 7));

  private final RunSummary summary;
  private final Labels labels;
  private final double target;

  private TargetSection(RunSummary summary, double target) {
    this.summary = summary;
    this.labels = new Labels(summary.run());
    this.target = target;
  }

  /** Returns nothing for a suite that names no target. */
  static List<Block> blocks(RunSummary summary) {
    Double target = summary.run().settings().accuracy().target();
    return target == null ? List.of() : new TargetSection(summary, target).blocks();
  }

  private List<Block> blocks() {
    List<Group> groups = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      List<Row> rows =
          workload.cells().stream()
              .filter(cell -> !cell.cell().forks().isEmpty())
              .map(this::row)
              .toList();
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    return List.of(
        new Heading(2, "Time to a test accuracy of " + Numbers.stated(target)),
        new Paragraph(
            "Seconds of training up to the end of the first epoch after which the test accuracy is "
                + Numbers.stated(target)
                + " or more; with evaluation: together with the predictions of test and validation samples. Where a"
                + " fork does not get there, there is no mean: that of the others would flatter."),
        new Tabular(new Table(COLUMNS, groups)));
  }

  private Row row(CellSummary cell) {
    Samples samples = new Samples(cell.cell());
    // One that ended badly did not get there either.
    int forks = cell.cell().forks().size();
    List<ForkSample> epochs =
        samples.perFork(
            fork -> {
              OptionalInt reached = reachedAfter(fork);
              return reached.isPresent()
                  ? OptionalDouble.of(reached.getAsInt())
                  : OptionalDouble.empty();
            });
    boolean all = epochs.size() == forks;
    return new Row(
        List.of(
            Value.label(labels.of(cell.cell().key().configuration())),
            epochs.isEmpty()
                ? Value.label("not reached").as(Value.Kind.BAD)
                : Value.label(epochs.size() + " of " + forks),
            range(epochs),
            seconds(all, samples, EpochResult::trainSeconds),
            seconds(all, samples, epoch -> epoch.trainSeconds() + evaluationSeconds(epoch))),
        !cell.cell().status().ranked(),
        "");
  }

  private static Value range(List<ForkSample> epochs) {
    if (epochs.isEmpty()) {
      return Value.NONE;
    }
    long least = Math.round(epochs.stream().mapToDouble(ForkSample::mean).min().orElseThrow());
    long most = Math.round(epochs.stream().mapToDouble(ForkSample::mean).max().orElseThrow());
    return Value.label(least == most ? String.valueOf(least) : least + " to " + most);
  }

  private Value seconds(boolean all, Samples samples, ToDoubleFunction<EpochResult> seconds) {
    if (!all) {
      return Value.NONE;
    }
    List<ForkSample> forks =
        samples.perFork(
            fork -> {
              int epochs = reachedAfter(fork).orElse(0);
              double sum =
                  fork.training().epochs().stream().limit(epochs).mapToDouble(seconds).sum();
              return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
            });
    return forks.isEmpty()
        ? Value.NONE
        : Numbers.measured(BOOTSTRAP.estimate(forks, Scale.LOGARITHMIC));
  }

  /** Returns how many epochs it took; nothing if they were not enough. */
  private OptionalInt reachedAfter(ForkResult fork) {
    for (int i = 0; i < fork.training().epochs().size(); i++) {
      if (accuracy(fork.training().epochs().get(i).test()) >= target) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  private static double accuracy(@Nullable Evaluation test) {
    return test == null || test.samples() == 0 ? 0 : test.accuracy();
  }

  private static double evaluationSeconds(EpochResult epoch) {
    return seconds(epoch.test()) + seconds(epoch.validation());
  }

  private static double seconds(@Nullable Evaluation evaluation) {
    return evaluation == null ? 0 : evaluation.predictSeconds();
  }
}

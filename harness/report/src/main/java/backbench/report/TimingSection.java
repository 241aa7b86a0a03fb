package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.ForkResult.Startup;
import backbench.results.TrainingOutcome.Warmup;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Scale;
import backbench.stats.StepTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Shows the times that the headline leaves out: single steps, start-up, warm-up, staging. */
final class TimingSection {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();
  private static final double MILLIS = 1e3;

  private TimingSection() {}

  static List<Block> blocks(RunSummary summary) {
    return List.of(
        new Heading(2, "Step times"),
        new Paragraph(
            "Percentiles of the training steps of each fork, then summed up over forks. Steps run"
                + " one after the other: these are service times."),
        new Tabular(steps(summary)),
        new Heading(2, "Before the first timed step"),
        new Paragraph(
            "Mean over forks, smallest and largest in brackets. Nothing of this is in the epoch"
                + " time; the warm-up trains a throw-away model from the same weights. Waiting is"
                + " the share of a training pass, after its first batch, in which the next one was"
                + " not made yet."),
        new Tabular(startup(summary)));
  }

  private static Table steps(RunSummary summary) {
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("median", "ms", true, 8),
            new Column("90%", "ms", true, 7),
            new Column("99%", "ms", true, 6),
            new Column("longest", "ms", true, 5));
    return table(
        summary,
        columns,
        samples ->
            List.of(
                percentile(samples, 50),
                percentile(samples, 90),
                percentile(samples, 99),
                percentile(samples, 100)));
  }

  private static Table startup(RunSummary summary) {
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("JVM", "s", true, 8),
            new Column("data", "s", true, 7),
            new Column("engine", "s", true, 6),
            new Column("compile", "s", true, 5),
            new Column("first step", "ms", true, 5),
            new Column("warm-up steps", "", true, 5),
            new Column("staging", "s an epoch", true, 5),
            new Column("waiting", "% of training", true, 5));
    return table(
        summary,
        columns,
        samples ->
            List.of(
                start(samples, Startup::jvmSeconds),
                start(samples, Startup::dataSeconds),
                start(samples, Startup::openSeconds),
                start(samples, Startup::compileSeconds),
                warmup(samples, warmup -> warmup.firstStepSeconds() * MILLIS),
                warmup(samples, Warmup::steps),
                range(samples.perFork(TimingSection::stageSeconds)),
                range(samples.perFork(TimingSection::waitPercent))));
  }

  private static Table table(
      RunSummary summary, List<Column> columns, Function<Samples, List<Value>> measure) {
    Labels labels = new Labels(summary.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellSummary cell : workload.cells()) {
        Samples samples = new Samples(cell.cell());
        if (!samples.forks().isEmpty()) {
          List<Value> values = new ArrayList<>();
          values.add(Value.label(labels.of(cell.cell().key().configuration())));
          values.addAll(measure.apply(samples));
          rows.add(new Row(values, !cell.cell().status().ranked(), ""));
        }
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    return new Table(columns, groups);
  }

  private static Value percentile(Samples samples, double percentile) {
    List<ForkSample> forks =
        samples.perFork(
            fork -> {
              List<Histogram> epochs =
                  fork.training().epochs().stream()
                      .map(epoch -> epoch.stepNanos().distribution())
                      .toList();
              return StepTimes.percentileSeconds(epochs, percentile)
                  .filter(seconds -> seconds > 0)
                  .map(seconds -> OptionalDouble.of(seconds * MILLIS))
                  .orElseGet(OptionalDouble::empty);
            });
    return forks.isEmpty()
        ? Value.NONE
        : Numbers.measured(BOOTSTRAP.estimate(forks, Scale.LOGARITHMIC));
  }

  private static Value start(Samples samples, ToDoubleFunction<Startup> quantity) {
    return range(samples.perFork(fork -> optional(fork.startup(), quantity)));
  }

  private static Value warmup(Samples samples, ToDoubleFunction<Warmup> quantity) {
    return range(samples.perFork(fork -> optional(fork.training().warmup(), quantity)));
  }

  private static <T> OptionalDouble optional(@Nullable T part, ToDoubleFunction<T> quantity) {
    return part == null ? OptionalDouble.empty() : OptionalDouble.of(quantity.applyAsDouble(part));
  }

  private static OptionalDouble stageSeconds(ForkResult fork) {
    return fork.training().epochs().stream().mapToDouble(EpochResult::stageSeconds).average();
  }

  private static OptionalDouble waitPercent(ForkResult fork) {
    return fork.training().epochs().stream()
        .map(EpochResult::waitShare)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(share -> 100 * share.getAsDouble())
        .average();
  }

  private static Value range(List<ForkSample> forks) {
    if (forks.isEmpty()) {
      return Value.NONE;
    }
    var estimate = BOOTSTRAP.estimate(forks, Scale.LINEAR);
    String range =
        forks.size() == 1
            ? ""
            : "["
                + Numbers.significant(estimate.smallest(), 2)
                + ", "
                + Numbers.significant(estimate.largest(), 2)
                + "]";
    return new Value(Numbers.significant(estimate.value(), 2), range, "", Value.Kind.MEASURED);
  }
}

package backbench.report;

import backbench.analysis.numbers.Baseline;
import backbench.analysis.numbers.BatchAgreement;
import backbench.analysis.numbers.RunAnalysis.Trials;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.Block.Heading;
import backbench.report.Block.Items;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Warning;
import backbench.results.CellKey.Configuration;
import backbench.results.Machine;
import backbench.results.RunResult;
import backbench.results.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what ran, on what, when and how. */
final class HeaderSection {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double MILLIS_PER_SECOND = 1e3;

  private HeaderSection() {}

  static List<Block> brief(Report report) {
    RunResult run = report.run();
    return List.of(
        new Heading(1, run.suite().title() + new DatasetLabels(run).inTitle()),
        new Paragraph(machine(run.machine())),
        new Paragraph(measurement(run) + ", " + when(run)));
  }

  static List<Block> full(Report report) {
    RunResult run = report.run();
    List<String> items = new ArrayList<>();
    items.add("machine: " + machine(run.machine()));
    items.add("measured: " + measurement(run));
    items.add("when: " + when(run) + ", " + inTrials(report.analysis().trials()));
    items.add("run: " + run.runId() + ", Backbench " + run.backbenchVersion() + commit(run));
    if (run.machine().loadAverage() != null) {
      items.add(
          String.format(
              Locale.ROOT, "load average at the start: %.2f", run.machine().loadAverage()));
    }
    return List.of(
        new Heading(1, run.suite().title() + new DatasetLabels(run).inTitle()), new Items(items));
  }

  /** Says what puts the whole comparison in doubt. */
  static List<Block> warnings(Report report) {
    RunResult run = report.run();
    List<Block> warnings = new ArrayList<>();
    if (!run.complete()) {
      Trials trials = report.analysis().trials();
      warnings.add(
          new Warning(
              "the run is not complete: "
                  + trials.ended()
                  + " of "
                  + trials.planned()
                  + " trials ended."));
    }
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      Baseline baseline = workload.baseline();
      if (!baseline.chosen()) {
        warnings.add(
            new Warning(workload.workload() + ": " + problem(baseline) + ", so it has no ratios."));
      }
      if (workload.batches().verdict() == BatchAgreement.Verdict.DIFFERENT) {
        warnings.add(
            new Warning(
                workload.workload()
                    + ": the backends did not all see the same batches; their results do not"
                    + " compare."));
      }
    }
    return warnings;
  }

  /** Says why a workload has no baseline. */
  private static String problem(Baseline baseline) {
    String name = baseline.configuration().map(Configuration::toString).orElse("");
    return switch (baseline.choice()) {
      case CHOSEN -> "";
      case NOBODY_RANKED -> "no backend was measured with a certificate";
      case NOT_IN_RUN -> "the baseline " + baseline.asked().orElse("") + " is not in this run";
      case NOT_IN_WORKLOAD -> "the baseline " + name + " did not take part";
      case NOT_RANKED ->
          "the baseline "
              + name
              + " is not ranked: "
              + baseline.status().map(Statuses::name).orElse("");
    };
  }

  private static String machine(Machine machine) {
    String cores = machine.logicalCores() == 1 ? "1 core" : machine.logicalCores() + " cores";
    long gibibytes = Math.round(machine.memoryBytes() / (double) (1L << 30));
    String container = machine.container() == null ? "" : ", in " + machine.container();
    return machine.cpu()
        + ", "
        + cores
        + ", "
        + gibibytes
        + " GiB, "
        + machine.os()
        + container
        + ", Java "
        + machine.jvm();
  }

  private static String measurement(RunResult run) {
    Settings settings = run.settings();
    String forks = settings.forks() == 1 ? "1 fork" : settings.forks() + " forks";
    return forks
        + " in randomised blocks, seed "
        + settings.seed()
        + ", "
        + Numbers.significant(settings.warmupSeconds(), 2)
        + " s of warm-up";
  }

  private static String when(RunResult run) {
    Instant finished = run.finishedAt();
    String took =
        finished == null
            ? ""
            : ", took " + Numbers.duration(Duration.between(run.startedAt(), finished));
    return UTC.format(run.startedAt()) + took;
  }

  /** A run that was stopped and resumed took all the time between; its trials did not. */
  private static String inTrials(Trials trials) {
    return Numbers.duration(Duration.ofMillis(Math.round(trials.seconds() * MILLIS_PER_SECOND)))
        + " in trials";
  }

  private static String commit(RunResult run) {
    String commit = run.machine().gitCommit();
    if (commit == null) {
      return "";
    }
    boolean dirty = Boolean.TRUE.equals(run.machine().gitDirty());
    return ", commit "
        + commit.substring(0, Math.min(12, commit.length()))
        + (dirty ? " with changes" : "");
  }
}

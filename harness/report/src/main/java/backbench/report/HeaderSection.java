package backbench.report;

import backbench.analysis.numbers.Baseline;
import backbench.analysis.numbers.BatchAgreement;
import backbench.analysis.numbers.RunAnalysis.Trials;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Items;
import backbench.report.layout.Element.Paragraph;
import backbench.report.layout.Element.Warning;
import backbench.report.layout.Numbers;
import backbench.results.CellKey.Configuration;
import backbench.results.Machine;
import backbench.results.RunResult;
import backbench.results.Settings;
import backbench.results.Shard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what ran, on what, when and how. */
final class HeaderSection {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double MILLIS_PER_SECOND = 1e3;

  private HeaderSection() {}

  static List<Element> brief(Report report) {
    RunResult run = report.run();
    return List.of(
        new Heading(1, run.suite().title() + new DatasetLabels(run).inTitle()),
        new Paragraph(String.join("; ", machines(run))),
        new Paragraph(
            String.join(
                ", ",
                Stream.concat(Stream.of(measurement(run), when(run)), labels(run).stream())
                    .toList())));
  }

  static List<Element> full(Report report) {
    RunResult run = report.run();
    List<String> items = new ArrayList<>();
    for (int shard = 0; shard < run.shards().size(); shard++) {
      items.add(Labels.machine(run, shard) + ": " + machine(run.shards().get(shard)));
    }
    items.add("measured: " + measurement(run));
    items.add("when: " + when(run) + ", " + inTrials(report.analysis().trials()));
    RunResult.Harness harness = run.about().harness();
    items.add(
        "run: "
            + run.runId()
            + ", Backbench "
            + harness.version()
            + commit(harness.commit(), harness.dirty()));
    for (int shard = 0; shard < run.shards().size(); shard++) {
      String of = run.shards().size() == 1 ? "of: " : "of, on " + Labels.machine(run, shard) + ": ";
      provenance(run.shards().get(shard).provenance()).ifPresent(each -> items.add(of + each));
    }
    if (!run.about().labels().isEmpty()) {
      items.add("labels: " + String.join(", ", labels(run)));
    }
    for (int shard = 0; shard < run.shards().size(); shard++) {
      Double load = run.shards().get(shard).loadAverage();
      if (load != null) {
        items.add(
            String.format(
                Locale.ROOT,
                "load average at the start%s: %.2f",
                run.shards().size() == 1 ? "" : " on " + Labels.machine(run, shard),
                load));
      }
    }
    return List.of(
        new Heading(1, run.suite().title() + new DatasetLabels(run).inTitle()), new Items(items));
  }

  /** Says what puts the whole comparison in doubt. */
  static List<Element> warnings(Report report) {
    RunResult run = report.run();
    List<Element> warnings = new ArrayList<>();
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

  private static List<String> machines(RunResult run) {
    List<String> machines = new ArrayList<>();
    for (int shard = 0; shard < run.shards().size(); shard++) {
      String number = run.shards().size() == 1 ? "" : Labels.machine(run, shard) + ": ";
      machines.add(number + machine(run.shards().get(shard)));
    }
    return machines;
  }

  private static String machine(Shard shard) {
    Machine machine = shard.machine();
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
    Instant finished = run.about().finishedAt();
    String took =
        finished == null
            ? ""
            : ", took " + Numbers.duration(Duration.between(run.about().startedAt(), finished));
    return UTC.format(run.about().startedAt()) + took;
  }

  /** A run that was stopped and resumed took all the time between; its trials did not. */
  private static String inTrials(Trials trials) {
    return Numbers.duration(Duration.ofMillis(Math.round(trials.seconds() * MILLIS_PER_SECOND)))
        + " in trials";
  }

  private static List<String> labels(RunResult run) {
    return run.about().labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .toList();
  }

  /** Says of which version what was measured is, where version control or CI says so. */
  private static Optional<String> provenance(Shard.Provenance of) {
    List<String> parts = new ArrayList<>();
    if (of.branch() != null) {
      parts.add("branch " + of.branch());
    }
    if (of.pullRequest() != null) {
      parts.add("pull request " + of.pullRequest());
    }
    String commit = commit(of.commit(), of.dirty());
    if (!commit.isEmpty()) {
      parts.add(commit.substring(2));
    }
    if (of.ciAddress() != null) {
      parts.add(of.ciAddress());
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static String commit(@Nullable String commit, @Nullable Boolean dirty) {
    if (commit == null) {
      return "";
    }
    return ", commit "
        + commit.substring(0, Math.min(12, commit.length()))
        + (Boolean.TRUE.equals(dirty) ? " with changes" : "");
  }
}

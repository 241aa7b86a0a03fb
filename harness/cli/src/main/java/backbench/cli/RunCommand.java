package backbench.cli;

import backbench.cli.option.DataFolder;
import backbench.cli.option.Setup;
import backbench.cli.option.WholeNumber;
import backbench.cli.output.Display;
import backbench.cli.progress.ProgressMode;
import backbench.cli.progress.ProgressView;
import backbench.plugins.Plugins;
import backbench.report.Report;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import backbench.run.Interruption;
import backbench.run.RunRequest;
import backbench.run.Runner;
import backbench.run.Verdict;
import backbench.run.machine.Installation;
import backbench.run.plan.SuiteChanges;
import backbench.run.plan.SuiteFilter;
import backbench.specs.SuiteSpec;
import backbench.specs.reader.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench run}. */
@Command(
    name = "run",
    description = {
      "Runs a suite on its backends; prints a table and writes a report.",
      "",
      "Certifies each backend first, then measures each cell in fresh JVMs that take turns. You can interrupt a run"
          + " at any time: it keeps finished trials, and --resume continues it. One run measures on a machine at a"
          + " time: another waits, and says for whom.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "SUITE",
      defaultValue = "quick",
      description =
          "A name from 'backbench list suites', or the path of a .yaml file; by default ${DEFAULT-VALUE}.")
  String suite = "quick";

  @Option(
      names = {"-n", "--network"},
      paramLabel = "NETWORK",
      description = "Run only this network of the suite; may be repeated.")
  List<String> networks = List.of();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "BACKEND",
      description = "Run only this backend; may be repeated.")
  List<String> backends = List.of();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = WholeNumber.Epochs.class,
      description = "Train every network for N epochs instead of the epochs of its recipe.")
  @Nullable Integer epochs;

  @Option(
      names = "--forks",
      paramLabel = "N",
      converter = WholeNumber.Forks.class,
      description = "Measure every cell N times, each in a fresh JVM with its own seed.")
  @Nullable Integer forks;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "Create the folder of the run in DIR; by default $BACKBENCH_OUT or ./backbench-results.")
  @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Resume the interrupted run in this folder; the suite and the options must be the same.")
  @Nullable Path resume;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Record this label in the results; may be repeated.")
  List<String> labels = List.of();

  @Option(
      names = "--no-certify",
      negatable = true,
      description = "Skip the certificates; the report then ranks nothing, and the exit code is 1.")
  boolean certify = true;

  @Option(
      names = "--progress",
      paramLabel = "MODE",
      description =
          "Show progress in this mode: auto, bar, plain or none; by default ${DEFAULT-VALUE}.",
      defaultValue = "auto")
  ProgressMode progress = ProgressMode.AUTO;

  @Spec CommandSpec spec;

  @Mixin DataFolder data;

  @Mixin Setup setup;

  @Override
  public Integer call() {
    requireNoFolder();
    Installation installation = Setup.installation();
    SuiteSpec whole = Catalog.installed().suite(suite);
    Plugins plugins = setup.plugins(backends.isEmpty() ? whole.backends() : backends);
    SuiteChanges changes = new SuiteChanges(optional(epochs), optional(forks));
    SuiteSpec chosen = changes.apply(new SuiteFilter(networks, backends).apply(whole, plugins));
    Path runs = out == null ? Installation.defaultOutput(System.getenv()) : out;
    RunRequest request =
        new RunRequest(
            chosen,
            Optional.of(data.path()),
            plugins,
            installation,
            runs,
            Optional.ofNullable(resume),
            labels(),
            certify);
    Display display = new Display();
    // A signal does not end the process before this is closed, after the last line.
    try (Interruption interruption = Interruption.listen()) {
      RunResult result;
      try (ProgressView view = display.progress(progress)) {
        result = Runner.run(request, view, interruption);
      }
      return show(result, resume == null ? runs.resolve(result.runId()) : resume, display);
    }
  }

  private void requireNoFolder() {
    if (resume != null && out != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--out: a resumed run stays in its folder; expected no --out with --resume");
    }
  }

  private Map<String, String> labels() {
    if (resume != null && !labels.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--label: a resumed run keeps its labels; expected no --label with --resume");
    }
    Map<String, String> read = new LinkedHashMap<>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      if (equals < 0) {
        throw new ParameterException(
            spec.commandLine(), "--label: '%s'; expected KEY=VALUE".formatted(label));
      }
      String key = label.substring(0, equals);
      String value = label.substring(equals + 1);
      try {
        RunResult.About.requireLabel(key, value);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--label: " + e.getMessage(), e);
      }
      if (read.put(key, value) != null) {
        throw new ParameterException(
            spec.commandLine(),
            "--label: '%s' is given twice; expected each key once".formatted(key));
      }
    }
    if (read.size() > RunResult.About.MOST_LABELS) {
      throw new ParameterException(
          spec.commandLine(),
          "--label: %d labels; expected at most %d"
              .formatted(read.size(), RunResult.About.MOST_LABELS));
    }
    return read;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Spells the command that resumes a run, with the options that must not change. */
  private String resuming(Path folder) {
    List<String> words =
        new ArrayList<>(
            List.of(System.getProperty("backbench.launcher", "backbench"), "run", suite));
    networks.forEach(network -> words.addAll(List.of("--network", network)));
    backends.forEach(backend -> words.addAll(List.of("--backend", backend)));
    if (epochs != null) {
      words.addAll(List.of("--epochs", epochs.toString()));
    }
    if (forks != null) {
      words.addAll(List.of("--forks", forks.toString()));
    }
    data.given().ifPresent(root -> words.addAll(List.of("--data", root.toString())));
    setup
        .pluginFolders()
        .forEach(plugins -> words.addAll(List.of("--plugins", plugins.toString())));
    if (!certify) {
      words.add("--no-certify");
    }
    words.addAll(List.of("--resume", folder.toString()));
    return ShellWords.joined(words);
  }

  /** Shows what a run found; returns the exit code. */
  int show(RunResult result, Path folder, Display display) {
    Report report = Report.of(result);
    report.writeMarkdown(folder.resolve("report.md"));
    display.out().println();
    display.out().print(report.terminal(display.terminal()));
    display.out().println();
    display.out().println("Report:  " + folder.resolve("report.md"));
    Verdict verdict = Verdict.of(result);
    if (verdict == Verdict.INTERRUPTED) {
      display.out().println("Interrupted; resume with: " + resuming(folder));
    } else {
      display.out().println("Results: " + RunFolder.open(folder).resultFile());
    }
    return verdict.exitCode();
  }
}

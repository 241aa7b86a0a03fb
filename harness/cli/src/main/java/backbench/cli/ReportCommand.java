package backbench.cli;

import backbench.cli.output.Display;
import backbench.cli.output.ExitCode;
import backbench.commons.NearestName;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.report.Report;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import backbench.results.validation.Problem;
import backbench.results.validation.ResultValidator;
import backbench.run.machine.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code backbench report}. */
@Command(
    name = "report",
    description = {"Shows the table of a run, finished or interrupted.", ""},
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "The folder or the result file of the run; by default the newest run in $BACKBENCH_OUT or ./backbench-results.")
  @Nullable Path run;

  @Option(
      names = "--baseline",
      paramLabel = "BACKEND",
      description = "Compare with this backend; by default the baseline of the suite.")
  @Nullable String baseline;

  @Option(names = "--markdown", description = "Print the whole report as Markdown.")
  boolean markdown;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the whole report as Markdown to FILE, with its pictures beside it.")
  @Nullable Path out;

  @Override
  public Integer call() {
    Path read = run == null ? newest() : run;
    RunResult result = RunFolder.read(read);
    if (baseline != null) {
      requireKnown(baseline, result);
    }
    requireValid(read, result);
    Report report = baseline == null ? Report.of(result) : Report.against(result, baseline);
    if (out != null) {
      report.writeMarkdown(out);
    }
    Display display = new Display();
    display.out().print(markdown ? report.markdown() : report.terminal(display.terminal()));
    return ExitCode.OK;
  }

  private static void requireKnown(String baseline, RunResult result) {
    List<String> backends =
        result.cells().stream().map(cell -> cell.key().backend()).distinct().sorted().toList();
    if (!backends.contains(baseline)) {
      throw new BackbenchException(
          ErrorCode.UNKNOWN_NAME,
          "--baseline: no backend '"
              + baseline
              + "' is in this run"
              + NearestName.suggestion(baseline, backends, "")
              + "; known: "
              + (backends.isEmpty() ? "none" : String.join(", ", backends)));
    }
  }

  /** What contradicts itself is no measurement, and no table makes it one. */
  private static void requireValid(Path file, RunResult result) {
    List<Problem> problems = ResultValidator.problems(result);
    if (!problems.isEmpty()) {
      int others = problems.size() - 1;
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          file
              + ": not what a run writes "
              + problems.get(0)
              + (others == 0 ? "" : "; and " + others + " more, see 'backbench verify'"));
    }
  }

  private static Path newest() {
    Path folder = Installation.defaultOutput(System.getenv());
    List<Path> runs = RunFolder.list(folder);
    if (runs.isEmpty()) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT, "no run in " + folder + "; expected the folder of a run");
    }
    return runs.get(0);
  }
}

package backbench.cli;

import backbench.cli.output.ExitCode;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import backbench.results.validation.Problem;
import backbench.results.validation.ResultValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench verify}. */
@Command(
    name = "verify",
    description = {
      "Checks results: format, digests, certificates, counts, and the sums of times.",
      "Reports every contradiction in a file, and continues with the next file."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT",
      description = "The folder or the result file of a run.")
  List<Path> results = List.of();

  @Override
  public Integer call() {
    int exitCode = ExitCode.OK;
    for (Path file : results) {
      try {
        exitCode = Math.max(exitCode, verify(file));
      } catch (BackbenchException e) {
        spec.commandLine().getErr().println("error: " + e.getMessage());
        exitCode = Math.max(exitCode, ExitCode.of(e.code().kind()));
      }
    }
    return exitCode;
  }

  private int verify(Path file) {
    RunResult run = RunFolder.read(file);
    List<Problem> problems = ResultValidator.problems(run);
    for (Problem problem : problems) {
      spec.commandLine().getErr().println("error: " + file + ": " + problem);
    }
    if (problems.isEmpty()) {
      spec.commandLine().getOut().println(file + ": valid, " + contents(run));
      return ExitCode.OK;
    }
    return ExitCode.of(ErrorCode.INVALID_RESULT.kind());
  }

  private static String contents(RunResult run) {
    long forks = run.cells().stream().mapToLong(cell -> cell.forks().size()).sum();
    long certified =
        run.cells().stream()
            .map(CellResult::certificate)
            .filter(certificate -> certificate != null && certificate.passed())
            .count();
    return count(run.cells().size(), "cell")
        + ", "
        + count(forks, "fork")
        + ", "
        + count(certified, "passed certificate")
        + (run.complete() ? "" : "; the run is not complete");
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

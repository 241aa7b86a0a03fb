package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorReportTest {

  private final StringWriter err = new StringWriter();

  @Test
  void whatNeedsMoreMemoryThanThereIsIsSaidInOneLine() {
    assertThat(run(new OutOfMemoryError("Java heap space"))).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString())
        .matches("error: out of memory: Java heap space; Java has a limit of \\d+ MiB; .*\\R");
  }

  @Test
  void whatIsNotOfTheHeapGetsNoAdviceToMakeItLarger() {
    assertThat(run(new OutOfMemoryError("unable to create native thread")))
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString()).matches("error: out of memory: unable to create native thread\\R");
  }

  @Test
  void aStackThatOverflowsIsAFaultOfOurs() {
    assertThat(run(new StackOverflowError())).isEqualTo(ExitCode.FAULT);
    assertThat(err.toString()).startsWith("error: this is a fault in Backbench itself: ");
  }

  private int run(Error thrown) {
    CommandLine line = Main.commandLine().addSubcommand("burst", new Burst(thrown));
    return line.setErr(new PrintWriter(err, true)).execute("burst");
  }

  @Command(name = "burst")
  private record Burst(Error thrown) implements Runnable {
    @Override
    public void run() {
      throw thrown;
    }
  }
}

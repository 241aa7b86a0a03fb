package backbench.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WrittenOutputTest {

  private static final String LOST = "error: cannot write to standard output: ";

  private final PrintStream before = System.out;
  private final StringWriter errors = new StringWriter();

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list networks", "--help", "--version"})
  void aCommandWhoseOutputIsLostDoesNotSucceed(String arguments) {
    System.setOut(full());
    CommandLine command =
        Main.commandLine()
            .setOut(new PrintWriter(System.out, false))
            .setErr(new PrintWriter(errors));

    assertThat(command.execute(arguments.split(" "))).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(errors.toString()).startsWith(LOST).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 1", "70, 70"})
  void whatWentWrongBeforeIsNotHidden(int code, int expected) {
    PrintStream out = full();
    out.print("lost");

    assertThat(WrittenOutput.check(code, out, new PrintWriter(errors))).isEqualTo(expected);
    assertThat(errors.toString()).startsWith(LOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70})
  void outputThatArrivedChangesNothing(int code) {
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());

    assertThat(WrittenOutput.check(code, out, new PrintWriter(errors))).isEqualTo(code);
    assertThat(errors.toString()).isEmpty();
  }

  private static PrintStream full() {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int unused) throws IOException {
            throw new IOException("No space left on device");
          }
        });
  }
}

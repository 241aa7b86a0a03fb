package backbench.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Tells whether what a command wrote has arrived.
 *
 * <p>Java's streams swallow the errors of standard output: a report on a full disk would be half a
 * report and a success.
 */
public final class WrittenOutput {

  private WrittenOutput() {}

  /**
   * Writes out what a stream still holds, and says so in one line where something was lost.
   *
   * @param code the exit code of the command
   * @return that code, or {@link ExitCode#ENVIRONMENT} if the command did all but its output is
   *     lost
   */
  public static int check(int code, PrintStream out, PrintWriter err) {
    if (!out.checkError()) {
      return code;
    }
    err.println(
        "error: cannot write to standard output: it is full or closed; part of the output is lost");
    err.flush();
    return code == ExitCode.OK ? ExitCode.ENVIRONMENT : code;
  }
}

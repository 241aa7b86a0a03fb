package backbench.cli.output;

import backbench.cli.progress.ProgressMode;
import backbench.cli.progress.ProgressView;
import backbench.report.text.Terminal;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Writes to standard output in what its reader can show. */
public final class Display {

  private final Charset charset;
  private final PrintStream out;
  private final PrintStream err;

  /** Opens standard output in the encoding of the terminal. */
  public Display() {
    // Java 17 keeps the terminal's own encoding here, and Charset.defaultCharset() may differ.
    String encoding = System.getProperty("sun.stdout.encoding", "");
    this.charset = encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
    this.out = new PrintStream(System.out, true, charset);
    String errors = System.getProperty("sun.stderr.encoding", "");
    this.err =
        new PrintStream(System.err, true, errors.isEmpty() ? charset : Charset.forName(errors));
  }

  /** Returns standard output. */
  public PrintStream out() {
    return out;
  }

  /** Prints a warning on standard error. */
  public void warn(String message) {
    err.println(terminal().printable("warning: " + message));
  }

  /** Detects what the terminal can show. */
  public Terminal terminal() {
    return Terminal.detect(System.getenv(), charset);
  }

  /** Opens a view of the progress of a run. */
  public ProgressView progress(ProgressMode mode) {
    return ProgressView.open(mode, Terminal.interactive(System.getenv()), this::terminal, out, err);
  }

  /** Prints a table, each text as the terminal can show it. */
  public void print(Columns table) {
    // Cell by cell, since what makes a text printable takes out runs of spaces.
    table.map(terminal()::printable).lines().forEach(out::println);
  }
}

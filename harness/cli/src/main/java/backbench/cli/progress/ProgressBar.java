package backbench.cli.progress;

import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Draws one line in place, a few times a second at most; failures stay above it.
 *
 * <p>Written by hand: a carriage return and one escape sequence (erase to the end of the line,
 * ECMA-48) are all that it takes. The cursor stays visible and no mode of the terminal is changed,
 * so there is nothing to restore after a kill.
 */
final class ProgressBar implements ProgressView {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long REDRAW_NANOS = 200_000_000;
  private static final int WIDEST_BAR = 20;
  private static final int BARS_IN_A_LINE = 8;
  private static final String ERASE = "\r\u001B[K";

  private final Supplier<Terminal> terminals;
  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanoClock;
  private final TimeLeft timeLeft = new TimeLeft();
  private final long start;
  private Terminal terminal;
  private long drawnAt;
  private long trialStart;
  private boolean drawn;
  private boolean running;
  private int trials;
  private int finished;
  private double fraction;
  private String doing = "";

  ProgressBar(
      Supplier<Terminal> terminals, PrintStream out, PrintStream err, LongSupplier nanoClock) {
    this.terminals = terminals;
    this.terminal = terminals.get();
    this.out = out;
    this.err = err;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  @Override
  public void planned(Plan plan) {
    timeLeft.planned(plan);
    trials = plan.trials();
    finished = plan.done();
    doing = "planning";
    draw();
  }

  @Override
  public void warned(String message) {
    // The bar gives way first: both streams are on one terminal, most of the time.
    close();
    err.println(terminal.printable("warning: " + message));
    err.flush();
    draw();
  }

  @Override
  public void certifying(CellKey cell) {
    doing = "certifying " + Phrases.cell(cell);
    draw();
  }

  @Override
  public void certified(CellKey cell, CertificateResult certificate) {
    String problem = certificate.problem();
    if (problem != null) {
      keep(Phrases.cell(cell) + ": no certificate: " + problem);
    } else if (!certificate.passed()) {
      keep(Phrases.cell(cell) + ": the certificate failed");
    }
  }

  @Override
  public void cellSkipped(CellKey cell, String reason) {
    timeLeft.skipped(cell);
    keep(Phrases.cell(cell) + ": not measured: " + reason);
  }

  @Override
  public void trialStarted(TrialId trial) {
    terminal = terminals.get();
    timeLeft.started(trial);
    trialStart = nanoClock.getAsLong();
    running = true;
    trials = trial.of();
    finished = trial.number() - 1;
    fraction = 0;
    doing = name(trial) + ": starting";
    draw();
  }

  @Override
  public void progressed(TrialId trial, Progress progress) {
    fraction = Phrases.fraction(progress);
    doing = name(trial) + ": " + Phrases.progress(progress);
    if (nanoClock.getAsLong() - drawnAt >= REDRAW_NANOS) {
      draw();
    }
  }

  @Override
  public void trialEnded(TrialId trial, ForkResult result) {
    timeLeft.ended(trial, result);
    running = false;
    finished = trial.number();
    fraction = 0;
    doing = name(trial) + ": done";
    if (result.status() != Status.OK) {
      keep(name(trial) + ": " + Phrases.outcome(result));
    }
    draw();
  }

  @Override
  public void ended(RunResult result, Path folder) {
    close();
  }

  @Override
  public void close() {
    if (drawn) {
      out.print(ERASE);
      out.flush();
      drawn = false;
    }
  }

  private static String name(TrialId trial) {
    return Phrases.cell(trial.cell()) + " #" + (trial.fork() + 1);
  }

  /** Leaves a line above the bar. */
  private void keep(String text) {
    out.print(drawn ? ERASE : "");
    out.println(terminal.printable(text));
    drawn = false;
    draw();
  }

  private void draw() {
    long now = nanoClock.getAsLong();
    drawnAt = now;
    drawn = true;
    String line = terminal.printable(line(now));
    // The last column stays free: some terminals break the line when it is written to.
    int room = Math.max(1, terminal.width() - 1);
    out.print(ERASE + (line.length() <= room ? line : line.substring(0, room)));
    out.flush();
  }

  private String line(long now) {
    double share = trials == 0 ? 0 : Math.min(1, (finished + fraction) / trials);
    int columns = Math.min(WIDEST_BAR, terminal.width() / BARS_IN_A_LINE);
    int full = (int) Math.round(share * columns);
    double elapsed = (now - start) / NANOS_PER_SECOND;
    OptionalDouble left = timeLeft.seconds(running ? (now - trialStart) / NANOS_PER_SECOND : 0);
    String ahead = left.isEmpty() ? "" : ", " + Phrases.clock(left.getAsDouble()) + " left";
    return "["
        + "█".repeat(full)
        + "·".repeat(columns - full)
        + "] "
        + finished
        + "/"
        + trials
        + " "
        + Phrases.clock(elapsed)
        + ahead
        + "  "
        + doing;
  }
}

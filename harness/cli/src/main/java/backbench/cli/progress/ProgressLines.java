package backbench.cli.progress;

import backbench.plausibility.Peak;
import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** Writes a line for each certificate and trial, with the time since the start: for logs. */
final class ProgressLines implements ProgressView {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Terminal terminal;
  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanoClock;
  private final TimeLeft timeLeft = new TimeLeft();
  private final long start;

  ProgressLines(Terminal terminal, PrintStream out, PrintStream err, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.out = out;
    this.err = err;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  @Override
  public void planned(Plan plan) {
    timeLeft.planned(plan);
    String done = plan.done() == 0 ? "" : ", " + plan.done() + " already done";
    line(
        plan.title()
            + ": "
            + Phrases.counted(plan.trials(), "trial")
            + " of "
            + Phrases.counted(plan.cells().size(), "cell")
            + done);
  }

  @Override
  public void warned(String message) {
    err.println(terminal.printable("warning: " + message));
    err.flush();
  }

  @Override
  public void certified(CellKey cell, CertificateResult certificate) {
    String problem = certificate.problem();
    String verdict = certificate.passed() ? "passed" : "failed";
    String made = certificate.making().cached() ? " (cached)" : "";
    line(
        Phrases.cell(cell)
            + ": certificate "
            + (problem == null ? verdict + made : "not made: " + problem));
  }

  @Override
  public void peakMeasured(Peak peak) {
    line("peak of " + peak.inWords());
  }

  @Override
  public void cellSkipped(CellKey cell, String reason) {
    timeLeft.skipped(cell);
    line(Phrases.cell(cell) + ": not measured: " + reason);
  }

  @Override
  public void trialStarted(TrialId trial) {
    timeLeft.started(trial);
  }

  @Override
  public void trialEnded(TrialId trial, ForkResult result) {
    timeLeft.ended(trial, result);
    OptionalDouble left = timeLeft.seconds(0);
    boolean last = trial.number() >= trial.of();
    String ahead =
        last || left.isEmpty() ? "" : "; about " + Phrases.clock(left.getAsDouble()) + " left";
    line(
        String.format(
            Locale.ROOT,
            "%d/%d %s, fork %d: %s%s",
            trial.number(),
            trial.of(),
            Phrases.cell(trial.cell()),
            trial.fork() + 1,
            Phrases.outcome(result),
            ahead));
  }

  private void line(String text) {
    double seconds = (nanoClock.getAsLong() - start) / NANOS_PER_SECOND;
    out.println("[" + Phrases.clock(seconds) + "] " + terminal.printable(text));
    out.flush();
  }
}

package backbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.SampleRun;
import backbench.run.RunListener.Phase;
import backbench.run.RunListener.Plan;
import backbench.run.RunListener.Progress;
import backbench.run.RunListener.TrialId;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressViewTest {

  private static final CellKey FAST =
      CellKey.training(
          "nin", new CellKey.Configuration("vector", null, Device.CPU, 2, Tuning.BEST));
  private static final CellKey SLOW =
      CellKey.training(
          "nin", new CellKey.Configuration("djl-pytorch", null, Device.CPU, 2, Tuning.BEST));
  private static final Terminal NARROW = new Terminal(60, true, true);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void logsGetALineForEachTrialWithTheTimeLeft() {
    play(ProgressMode.PLAIN, Terminal.PLAIN);
    assertThat(written())
        .isEqualTo(
            """
            [0:00] Quick: 4 trials of 2 cells
            [0:00] nin × vector: certificate passed
            [0:04] 1/4 nin × vector, fork 1: ok in 3.5 s, 40,000 samples/s, accuracy 0.9000; about 0:11 left
            [0:08] 2/4 nin × djl-pytorch, fork 1: crashed after 0.5 s: exit code 134; about 0:04 left
            """);
  }

  @Test
  void aBarIsRedrawnInPlaceAndNeverWiderThanTheTerminal() {
    play(ProgressMode.BAR, NARROW);
    for (String drawn : written().split("\r\u001B\\[K", -1)) {
      assertThat(drawn.lines().mapToInt(String::length).max().orElse(0)).isLessThan(60);
    }
  }

  @Test
  void onlyWhatWentWrongScrolls() {
    play(ProgressMode.BAR, NARROW);
    String text = written();
    String[] kept = text.split("\n", -1);
    assertThat(kept).hasSize(2);
    assertThat(kept[0]).endsWith("nin × djl-pytorch #1: crashed after 0.5 s: exit code 134");
  }

  @Test
  void aClosedBarLeavesAnEmptyLine() {
    play(ProgressMode.BAR, NARROW);
    assertThat(written()).endsWith("\r\u001B[K");
  }

  @Test
  void progressIsRedrawnFiveTimesASecondAtMost() {
    ProgressView view = open(ProgressMode.BAR, new Terminal(100, true, true));
    TrialId trial = new TrialId(1, 4, FAST, new ForkResult.Place(0, 0, 0));
    view.trialStarted(trial);
    int before = bytes.size();
    for (int i = 0; i < 100; i++) {
      nanos += 10_000_000;
      view.progressed(trial, new Progress(Phase.TRAINING, 1, 2, i, 100, 5000));
    }
    String drawn = written().substring(before);
    assertThat(drawn.split("\u001B", -1)).hasSizeBetween(4, 7);
    assertThat(drawn).contains("epoch 1/2, 5,000 samples/s");
  }

  @Test
  void automaticIsABarForPeopleAndLinesForLogs() {
    assertThat(ProgressView.open(ProgressMode.AUTO, true, () -> NARROW, out(), out()))
        .isInstanceOf(ProgressBar.class);
    assertThat(ProgressView.open(ProgressMode.AUTO, false, () -> NARROW, out(), out()))
        .isInstanceOf(ProgressLines.class);
  }

  @ParameterizedTest
  @EnumSource(ProgressMode.class)
  void warningsGoToStandardErrorInEveryMode(ProgressMode mode) {
    play(mode, NARROW);
    assertThat(warnings.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("warning: a plugin is broken");
    assertThat(written()).doesNotContain("warning");
  }

  @Test
  void oneIsNotSpelledAsMany() {
    open(ProgressMode.PLAIN, Terminal.PLAIN)
        .planned(
            new Plan("run", Path.of("run"), "Quick", List.of(FAST), 1, 0, List.of(1), List.of(0L)));
    assertThat(written()).isEqualTo("[0:00] Quick: 1 trial of 1 cell\n");
  }

  @Test
  void noneWritesNothing() {
    play(ProgressMode.NONE, NARROW);
    assertThat(written()).isEmpty();
  }

  @Test
  void reasonsCannotWriteEscapeSequences() {
    ProgressView view = open(ProgressMode.PLAIN, Terminal.PLAIN);
    view.cellSkipped(FAST, "bad\u001B[2J\nnews");
    assertThat(written()).doesNotContain("\u001B").hasLineCount(1);
  }

  private void play(ProgressMode mode, Terminal terminal) {
    try (ProgressView view = open(mode, terminal)) {
      view.planned(
          new Plan(
              "run",
              Path.of("run"),
              "Quick",
              List.of(FAST, SLOW),
              4,
              0,
              List.of(1, 1),
              List.of(0L, 0L)));
      view.warned("a plugin is broken");
      view.certifying(FAST);
      view.certified(FAST, SampleRun.certificate());
      trial(view, new TrialId(1, 4, FAST, new ForkResult.Place(0, 0, 0)), SampleRun.fork(0, 1e-3));
      trial(view, new TrialId(2, 4, SLOW, new ForkResult.Place(0, 0, 1)), SampleRun.crashedFork());
    }
  }

  private void trial(ProgressView view, TrialId trial, ForkResult result) {
    view.trialStarted(trial);
    nanos += 2_000_000_000L;
    view.progressed(trial, new Progress(Phase.TRAINING, 1, 1, 1, 2, 64_000));
    for (EpochResult epoch : result.training().epochs()) {
      view.epochEnded(trial, epoch);
    }
    nanos += 2_000_000_000L;
    view.trialEnded(trial, result);
  }

  private ProgressView open(ProgressMode mode, Terminal terminal) {
    return ProgressView.open(mode, false, () -> terminal, out(), err(), () -> nanos);
  }

  private PrintStream out() {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private PrintStream err() {
    return new PrintStream(warnings, true, StandardCharsets.UTF_8);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}

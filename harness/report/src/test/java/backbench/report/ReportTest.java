package backbench.report;

import static backbench.results.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

  private static final Report FULL = Report.of(ReportRun.full());

  @Test
  void aWideTerminalGetsEverythingWithIntervals() throws IOException {
    assertGolden(ReportTest.class, "full-wide.txt", FULL.terminal(Terminal.PLAIN));
  }

  @Test
  void aNarrowTerminalGetsMarginsAndFewerColumns() throws IOException {
    assertGolden(ReportTest.class, "full-120.txt", FULL.terminal(new Terminal(120, false, true)));
    assertGolden(
        ReportTest.class, "full-80-ascii.txt", FULL.terminal(new Terminal(80, false, false)));
  }

  @Test
  void aColourTerminalGetsStrikeThrough() throws IOException {
    assertGolden(ReportTest.class, "full-colour.txt", FULL.terminal(new Terminal(160, true, true)));
  }

  @Test
  void markdownTellsTheWholeRun() throws IOException {
    assertGolden(ReportTest.class, "full.md", FULL.markdown());
  }

  @Test
  void singleForksAreShownWithoutIntervalsAndTie() throws IOException {
    Report report = Report.of(ReportRun.singleFork());
    assertGolden(ReportTest.class, "single-fork.txt", report.terminal(Terminal.PLAIN));
    assertGolden(ReportTest.class, "single-fork.md", report.markdown());
  }

  @Test
  void anInterruptedRunSaysHowManyTrialsOfHowManyEnded() throws IOException {
    Report report = Report.of(ReportRun.interrupted());
    assertGolden(ReportTest.class, "interrupted.txt", report.terminal(Terminal.PLAIN));
    assertThat(report.markdown()).contains("3 of 10 trials ended");
  }

  @Test
  void anInterruptedRunCountsTheForksThatThereAre() {
    assertThat(Report.of(interruptedWith(1, 1)).terminal(Terminal.PLAIN))
        .contains("one fork each: there are no intervals");
    assertThat(Report.of(interruptedWith(2, 1)).terminal(Terminal.PLAIN))
        .contains("mean over 1 to 2 forks");
    assertThat(Report.of(interruptedWith(2, 2)).terminal(Terminal.PLAIN))
        .contains("mean over 2 forks");
  }

  private static RunResult interruptedWith(int vector, int other) {
    RunResult asked =
        ReportRun.run(
            3,
            null,
            List.of(
                interrupted("vector", vector),
                interrupted("djl-pytorch", other),
                interrupted("absent", 0)));
    return asked.ended(null, asked.cells());
  }

  private static CellResult interrupted(String backend, int forks) {
    return ReportRun.cell(
        "nin",
        backend,
        Status.INTERRUPTED,
        "not all forks were measured",
        null,
        ReportRun.forks(forks, backend, 1.0));
  }

  @Test
  void tuningsAreHeldAgainstThePlainestOneOfTheirBackendThatIsCertified() throws IOException {
    Report report = Report.of(ReportRun.tuned());
    String section = report.markdown();
    int start = section.indexOf("## What tuning gains");
    assertGolden(
        ReportTest.class,
        "tuning.md",
        section.substring(start, section.indexOf("\n## ", start + 1) + 1));
    assertThat(report.terminal(Terminal.PLAIN)).contains("What tuning gains");
    assertThat(FULL.markdown()).doesNotContain("What tuning gains");
  }

  @Test
  void aCertificateThatAllowedForADeviationSaysSo() {
    assertThat(Report.of(ReportRun.tuned()).markdown())
        .containsOnlyOnce(
            "djl-pytorch, as it comes, allowing for batch\\_norm moving\\_variance: follows another"
                + " (by up to 0.003)")
        .contains("djl-pytorch, the engine's own loop, allowing for")
        .doesNotContain("djl-pytorch, best tuning, allowing for");
    assertThat(FULL.markdown()).doesNotContain("allowing for");
  }

  @Test
  void aCheckThatComparedNothingShowsNoErrorThatNobodyMeasured() {
    Report report =
        Report.of(
            ReportRun.run(
                1,
                null,
                List.of(
                    ReportRun.cell(
                        "nin",
                        "vector",
                        Status.WRONG,
                        "refused",
                        ReportRun.refused(),
                        List.of()))));

    assertThat(report.terminal(Terminal.PLAIN)).contains("✗ failed").doesNotContain("e+308");
    assertThat(report.markdown()).contains("IllegalStateException: no").doesNotContain("e+308");
  }

  @Test
  void withoutWarmUpNoneIsClaimed() {
    assertThat(Report.of(ReportRun.interrupted()).markdown()).contains("without warm-up");
    assertThat(FULL.markdown()).contains("after each fork has warmed up");
  }

  @Test
  void shownForksCountFromOne() {
    assertThat(FULL.markdown()).contains("fork 1 ", "fork 5 crashed").doesNotContain("fork 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 90, 100, 110, 120, 140, 160, 180, 200})
  void tablesKeepWithinTheTerminal(int width) {
    String text = FULL.terminal(new Terminal(width, false, true));
    assertThat(text.lines().mapToInt(String::length).max().orElseThrow())
        .isLessThanOrEqualTo(width);
    assertThat(text).contains("vector").contains("training speed").contains("crashed");
  }

  @Test
  void withoutColourNoEscapeSequenceIsWritten() {
    assertThat(FULL.terminal(Terminal.PLAIN)).doesNotContain("\u001B");
  }

  @Test
  void asciiTerminalsGetAsciiAlone() {
    assertThat(FULL.terminal(new Terminal(80, false, false)).chars().max().orElseThrow())
        .isLessThan(128);
  }

  @Test
  void severalDatasetsAreCountedInTheTitleAndNamedBesideTheirSamples() {
    CellResult first = ReportRun.singleFork().cells().get(0);
    CellResult other =
        new CellResult(
            CellKey.training(
                "other", new CellKey.Configuration("vector", null, Device.CPU, 2, Tuning.BEST)),
            0,
            Status.OK,
            null,
            new CellResult.Subject(
                first.network(),
                new CellResult.DatasetFacts("scenes", "Drawn scenes", "45".repeat(32), List.of()),
                first.recipe()),
            first.certificate(),
            first.forks());
    Report report = Report.of(ReportRun.run(1, null, List.of(first, other)));
    assertThat(report.markdown())
        .startsWith("# Quick look (2 datasets)\n")
        .contains("2 epochs of 9,000 samples of Drawn digits**")
        .contains("2 epochs of 9,000 samples of Drawn scenes**");
    assertThat(report.terminal(Terminal.PLAIN)).startsWith("Quick look (2 datasets)\n");
  }

  @Test
  void labelsAndWhatVersionControlAndCiSayAreInTheHeader() {
    RunResult run = SampleRun.run();
    assertThat(Report.of(run).markdown())
        .contains("labels: purpose=nightly")
        .contains("of: branch main, pull request 12, commit decaf, https:<!-- -->//ci.example/1");
    assertThat(Report.of(run).terminal(Terminal.PLAIN)).contains("purpose=nightly");
    assertThat(FULL.markdown()).doesNotContain("labels:").doesNotContain("of: ");
  }

  @Test
  void twoBuildsOfOneBackendAreToldApart() {
    CellResult one = ReportRun.cell("nin", "vector", Status.OK, null, null, List.of());
    CellResult other =
        new CellResult(
            CellKey.training(
                "nin",
                new CellKey.Configuration("vector", "56".repeat(32), Device.CPU, 2, Tuning.BEST)),
            0,
            Status.OK,
            null,
            one.subject(),
            null,
            List.of());
    assertThat(Report.of(ReportRun.run(1, null, List.of(one, other))).terminal(Terminal.PLAIN))
        .contains("vector, build 34343434", "vector, build 56565656");
    assertThat(FULL.markdown()).doesNotContain(", build ");
  }

  @Test
  void aMissingBaselineIsSaid() {
    assertThat(FULL.terminal(new Terminal(500, false, true)))
        .contains(
            "deep-cnn: the baseline djl-pytorch/2t/best is not ranked: timed out, so it has no");
  }

  @Test
  void anUnknownBaselineIsSaid() {
    Report report = Report.against(ReportRun.full(), "nobody");
    assertThat(report.terminal(Terminal.PLAIN)).contains("the baseline nobody is not in this run");
  }

  @Test
  void forksDifferInTheirBatchesAndOnlyBackendsMustNot() {
    assertThat(FULL.terminal(Terminal.PLAIN)).doesNotContain("same batches");
    assertThat(FULL.markdown())
        .contains("djl-pytorch, vector, twin, sloppy, fragile saw the same batches in each fork");
  }

  @Test
  void differentBatchesAreWarnedOf() {
    RunResult run = ReportRun.singleFork();
    CellResult first = run.cells().get(0);
    CellResult other =
        new CellResult(
            run.cells().get(1).key(),
            0,
            Status.OK,
            null,
            first.subject(),
            first.certificate(),
            List.of(SampleRun.fork(0, 1e-3)));
    Report report = Report.of(ReportRun.run(1, null, List.of(first, other)));
    assertThat(report.terminal(Terminal.PLAIN)).contains("did not all see the same batches");
    assertThat(report.markdown()).contains("different batches");
  }

  @Test
  void whatAResultSaysCannotBecomeMarkup() {
    CellResult hostile =
        ReportRun.cell(
            "nin",
            "evil",
            Status.FAILED,
            "<img src=x> | ~~a~~\n# b\u001B[2J\u009B2J\u202E",
            null,
            List.of());
    Report report = Report.of(ReportRun.run(1, null, List.of(hostile)));
    assertThat(report.markdown()).doesNotContain("<img").doesNotContain("\n# b");
    assertThat(report.terminal(Terminal.PLAIN)).doesNotContain("\u001B").doesNotContain("\n# b");
    assertThat(report.markdown() + report.terminal(Terminal.PLAIN))
        .doesNotContain("\u009B")
        .doesNotContain("\u202E");
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/x, https:<!-- -->//evil.example/x",
    "ftp://evil.example, ftp:<!-- -->//evil.example",
    "see www.evil.example, see www<!-- -->.evil.example",
    "WWW.evil.example, WWW<!-- -->.evil.example",
    "ask @somebody, ask @<!-- -->somebody",
    "somebody@evil.example, somebody@<!-- -->evil.example",
    "see #12, see \\#<!-- -->12",
    "at 3 @ 4: a // b, at 3 @ 4: a // b",
  })
  void whatAResultSaysBecomesNoLinkAndCallsNobody(String said, String markdown) {
    CellResult cell = ReportRun.cell("nin", "evil", Status.FAILED, said, null, List.of());

    assertThat(Report.of(ReportRun.run(1, null, List.of(cell))).markdown())
        .contains(markdown + " |");
  }

  @Test
  void epochsThatTookNoTimeAreLeftOut() {
    ForkResult fork = SampleRun.fork(0, 0);
    Report report =
        Report.of(
            ReportRun.run(
                1,
                null,
                List.of(ReportRun.cell("nin", "a", Status.OK, null, null, List.of(fork)))));
    assertThat(report.markdown()).contains("nin").doesNotContain("Infinity");
  }

  @Test
  void everyMarkdownTableHasAsManyCellsInEachRow() {
    String pipes = "";
    for (String line : FULL.markdown().lines().toList()) {
      String own =
          line.startsWith("|") ? line.replaceAll("\\\\\\|", "").replaceAll("[^|]", "") : "";
      if (!pipes.isEmpty() && !own.isEmpty()) {
        assertThat(own).isEqualTo(pipes);
      }
      pipes = own;
    }
  }

  @Test
  void aReportOfNothingIsStillAReport() {
    Report report = Report.of(ReportRun.run(3, null, List.of()));
    assertThat(report.markdown()).startsWith("# Quick look\n");
    assertThat(report.terminal(new Terminal(80, false, true))).contains("Quick look");
  }

  @Test
  void theMarkdownFileHoldsTheMarkdown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.md");
    FULL.writeMarkdown(file);
    assertThat(Files.readString(file)).isEqualTo(FULL.markdown());
  }

  @Test
  void theMarkdownFileIsReplacedAsAWhole(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("report.md"), "old");
    Path old = Files.createLink(folder.resolve("old.md"), file);
    FULL.writeMarkdown(file);
    assertThat(Files.readString(old)).isEqualTo("old");
  }
}

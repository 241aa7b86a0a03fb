package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.text.Terminal;
import backbench.results.OldResults;
import backbench.results.RawResult;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.file.ResultJson;
import backbench.results.validation.ResultValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds that results of every format that there was show their report. */
class OldReportsTest {

  private static final Path ROOT = Path.of(System.getProperty("backbench.root"));

  static List<String> shapes() {
    return OldResults.names();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeOfFormatOneShowsItsReport(String shape) {
    RunResult run = ResultJson.readRun(OldResults.bytes(shape), shape);

    shows(Report.of(run), run);
  }

  @Test
  void certificatesOfAnOlderFormatAreShownAsTheyWereMadeAndTheReportSaysSo() {
    String old = report("1-dataset-of-the-suite").markdown();
    assertThat(old)
        .contains("✓ passed")
        .contains(
            "Certificates of format 1 are shown as they were made. This build makes format 3");
    assertThat(report("1-dataset-of-the-suite").terminal(Terminal.PLAIN))
        .containsOnlyOnce("Certificates of format 1 are shown as they were made.");
    assertThat(Report.of(ReportRun.full()).markdown()).doesNotContain("as they were made");
    assertThat(Report.of(ReportRun.full()).terminal(Terminal.PLAIN))
        .doesNotContain("as they were made");
  }

  @Test
  void accuraciesOfASuiteWithoutAMarginAreShownAndNotJudged() {
    String old = report("1-dataset-of-the-suite").markdown();
    assertThat(old).doesNotContain("Accuracy across backends").contains("accuracy");
  }

  @Test
  @Tag("experiment")
  void everyResultInTheHistoryOfThisRepositoryShowsItsReport() throws Exception {
    assumeTrue(Files.exists(ROOT.resolve(".git")), "not a checkout: no history to read");
    assumeTrue(
        git("rev-parse", "--is-shallow-repository")
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .filter(text -> text.strip().equals("false"))
            .isPresent(),
        "git or the whole history is missing");
    Set<String> blobs = new LinkedHashSet<>();
    String objects =
        new String(
            git("rev-list", "--all", "--objects", "--", "results").orElseThrow(),
            StandardCharsets.UTF_8);
    for (String line : objects.lines().toList()) {
      if (line.endsWith("/result.json")) {
        blobs.add(line.substring(0, line.indexOf(' ')));
      }
    }
    assertThat(blobs).hasSizeGreaterThanOrEqualTo(66);
    int compared = 0;
    for (String blob : blobs) {
      byte[] file = git("cat-file", "blob", blob).orElseThrow();
      RunResult run = ResultJson.readRun(file, blob);
      if (new String(file, 0, 40, StandardCharsets.UTF_8).contains("\"formatVersion\" : 1,")) {
        assertThat(RawResult.numbers(run)).as(blob).isEqualTo(RawResult.numbers(file));
        compared++;
      }
      assertThat(ResultValidator.problems(run)).as(blob).isEmpty();
      shows(Report.of(run), run);
    }
    assertThat(compared).isGreaterThanOrEqualTo(66);
  }

  private static void shows(Report report, RunResult run) {
    String markdown = report.markdown();
    assertThat(markdown).contains(run.runId().replace("-", "\\-").substring(0, 8));
    assertThat(report.terminal(Terminal.PLAIN)).contains(run.suite().title());
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      assertThat(markdown).contains(workload.workload());
      for (CellAnalysis cell : workload.cells()) {
        assertThat(cell.throughput().trainSamplesPerSecond()).as(cell.key().toString()).isPresent();
        assertThat(cell.learning().curves()).as(cell.key().toString()).isNotEmpty();
      }
    }
  }

  private static Report report(String shape) {
    return Report.of(ResultJson.readRun(OldResults.bytes(shape), shape));
  }

  private static Optional<byte[]> git(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", ROOT.toString()));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    byte[] said = process.getInputStream().readAllBytes();
    return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
  }
}

package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import backbench.report.text.Terminal;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.SampleRun;
import backbench.results.file.ResultJson;
import org.junit.jupiter.api.Test;

/** Feeds reports with damaged results: each is refused in one line, or reported. */
class ResultFuzzTest {

  /** What reports compute with; texts with digits in them are left alone. */
  private static final String NUMBERS_AND_INSTANTS =
      "(?<=[:\\[,] {0,20}|\\n {1,40})(?:-?\\d[\\d.Ee+-]*|\"\\d{4}-[0-9T:.-]+Z\")(?=[ ,\\n\\]])";

  @Test
  void damagedResultsAreReportedOrRefused() {
    Fuzz.Outcome outcome =
        Fuzz.of("results")
            .words(NUMBERS_AND_INSTANTS)
            .from(ResultJson.write(SampleRun.run()))
            .from(ResultJson.write(ReportRun.full()))
            .from(ResultJson.write(ReportRun.tuned()))
            .from(ResultJson.write(LearnedRun.full()))
            .feed(
                bytes -> {
                  Report report = Report.of(ResultJson.readRun(bytes, "fuzzed"));
                  report.markdown();
                  report.terminal(Terminal.PLAIN);
                });

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }
}

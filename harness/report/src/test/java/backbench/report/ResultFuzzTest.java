package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import backbench.report.text.Terminal;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.file.ResultJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Feeds reports with damaged results: each is refused in one line, or reported. */
class ResultFuzzTest {

  @Test
  void damagedResultsAreReportedOrRefused() throws IOException {
    Fuzz.Outcome outcome =
        Fuzz.of("results")
            .asText()
            .from(ResultJson.write(SampleRun.run()))
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

package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.report.text.Terminal;
import backbench.results.CellResult;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds that a report of several machines says of which each number is. */
class TwoMachinesReportTest {

  private static final Report ONE = Report.of(SampleRun.run());
  private static final Report TWO = Report.of(twice(SampleRun.run()));

  @Test
  void everyRowNamesItsMachine() {
    assertThat(TWO.terminal(Terminal.PLAIN)).contains("good, machine 1", "good, machine 2");
    assertThat(TWO.markdown())
        .contains("| good, machine 1 |", "| good, machine 2 |")
        .doesNotContain("| good |")
        .contains("### nin/bad/2t/best, machine 2: crashed");
  }

  @Test
  void theHeaderNumbersTheMachines() {
    assertThat(TWO.terminal(Terminal.PLAIN)).contains("machine 1: A CPU, ", "machine 2: A CPU, ");
    assertThat(TWO.markdown())
        .contains(
            "- machine 1: A CPU",
            "- machine 2: A CPU",
            "- of, on machine 2: branch main",
            "- load average at the start on machine 2: 0.25",
            "## Machine 1\n",
            "## Machine 2\n");
    assertThat(Report.of(twice(ReportRun.full())).markdown())
        .contains(
            "- 2 threads, best tuning, machine 1: engine 2.7.1",
            "- 2 threads, best tuning, machine 2: engine 2.7.1");
  }

  @Test
  void oneMachineHasNoNumber() {
    assertThat(ONE.markdown()).contains("- machine: A CPU").doesNotContain("machine 1");
    assertThat(ONE.terminal(Terminal.PLAIN)).doesNotContain("machine 1");
  }

  private static RunResult twice(RunResult run) {
    List<CellResult> cells = new ArrayList<>(run.cells());
    for (CellResult cell : run.cells()) {
      cells.add(
          new CellResult(
              cell.key(),
              1,
              cell.status(),
              cell.reason(),
              cell.subject(),
              cell.certificate(),
              cell.forks()));
    }
    return new RunResult(
        run.about(),
        run.suite(),
        run.settings(),
        run.backends(),
        List.of(run.shards().get(0), run.shards().get(0)),
        cells);
  }
}

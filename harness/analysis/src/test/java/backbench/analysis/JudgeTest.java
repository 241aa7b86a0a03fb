package backbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.ReportedAnalysis.Judgement;
import backbench.analysis.numbers.ReportedAnalysis.Verdict;
import backbench.results.CellResult;
import backbench.results.LearnedRun;
import backbench.results.Reported;
import backbench.results.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void anAccuracyIsRoundedToThePlacesOfTheReportedOne() {
    CellResult rounds = LearnedRun.cell("nin", "a", Status.OK, 10, 1_978, 1_979, 1_978);
    CellResult falls = LearnedRun.cell("nin", "b", Status.OK, 10, 1_978, 1_978, 1_978);

    assertThat(verdicts(0.9892, 0.5, EpochQuantity.TEST_ACCURACY, rounds, falls))
        .containsExactly(Verdict.REACHED, Verdict.MISSED);
  }

  @Test
  void aLossThatEqualsTheReportedOneReachesIt() {
    CellResult equals = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_950, 1_950);
    CellResult above = LearnedRun.cell("nin", "b", Status.OK, 10, 1_949, 1_949, 1_949);

    assertThat(verdicts(0.5, 0.1, EpochQuantity.TEST_LOSS, equals, above))
        .containsExactly(Verdict.REACHED, Verdict.MISSED);
  }

  private static List<Verdict> verdicts(
      double accuracy, double loss, EpochQuantity quantity, CellResult... cells) {
    Reported document =
        new Reported(
            3,
            "a write-up",
            null,
            null,
            new Reported.Scores(accuracy, loss, null, null, null),
            null,
            Reported.Curve.NONE);
    return RunAnalyzer.analyze(LearnedRun.run(null, document, List.of(cells)))
        .workloads()
        .get(0)
        .reported()
        .orElseThrow()
        .finals()
        .stream()
        .filter(each -> each.quantity() == quantity)
        .flatMap(each -> each.cells().stream())
        .map(Judgement::verdict)
        .toList();
  }
}

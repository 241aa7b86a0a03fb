package backbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.analysis.numbers.Equivalence;
import backbench.results.LearnedRun;
import backbench.results.RunResult;
import backbench.results.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EquivalencesTest {

  private static final double MARGIN = 0.005;
  private static final RunResult RUN =
      LearnedRun.run(
          null,
          null,
          List.of(
              LearnedRun.cell("nin", "sloppy", Status.UNCERTIFIED, 10, 1_930, 1_935),
              LearnedRun.cell("nin", "good", Status.OK, 10, 1_950, 1_944),
              LearnedRun.cell("nin", "better", Status.OK, 10, 1_960, 1_964)));
  private static final List<MeasuredCell> CELLS =
      List.of(new MeasuredCell(RUN, 0), new MeasuredCell(RUN, 1), new MeasuredCell(RUN, 2));

  @Test
  void theBaselineIsTheReference() {
    assertThat(references(CELLS, Optional.of(CELLS.get(2)))).containsExactly(2, 2, 2);
  }

  @Test
  void withoutABaselineTheFirstCertifiedCellIsTheReference() {
    assertThat(references(CELLS, Optional.empty())).containsExactly(1, 1, 1);
  }

  @Test
  void whereNothingIsCertifiedTheFirstCellIsTheReference() {
    RunResult run =
        LearnedRun.run(
            null,
            null,
            List.of(
                LearnedRun.cell("nin", "a", Status.UNCERTIFIED, 10, 1_930, 1_935),
                LearnedRun.cell("nin", "b", Status.UNCERTIFIED, 10, 1_931, 1_936)));

    assertThat(
            references(
                List.of(new MeasuredCell(run, 0), new MeasuredCell(run, 1)), Optional.empty()))
        .containsExactly(0, 0);
  }

  private static List<Integer> references(
      List<MeasuredCell> cells, Optional<MeasuredCell> baseline) {
    return Equivalences.of(cells, baseline, MARGIN).values().stream()
        .map(Equivalence::reference)
        .toList();
  }
}

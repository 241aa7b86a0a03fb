package backbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.analysis.numbers.Baseline;
import backbench.analysis.numbers.BatchAgreement;
import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.Equivalence;
import backbench.analysis.numbers.ReportedAnalysis.Verdict;
import backbench.analysis.numbers.RunAnalysis;
import backbench.analysis.numbers.Standing.Proof;
import backbench.analysis.numbers.TimeToTarget;
import backbench.analysis.numbers.TuningGains;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Shard;
import backbench.results.Status;
import backbench.stats.Rank;
import backbench.stats.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunAnalyzerTest {

  private static final RunAnalysis FULL = RunAnalyzer.analyze(ReportRun.full());
  private static final RunAnalysis LEARNED = RunAnalyzer.analyze(LearnedRun.full());

  @Test
  void onlyCertifiedAndCompleteCellsAreRanked() {
    for (WorkloadAnalysis workload : FULL.workloads()) {
      for (CellAnalysis cell : workload.cells()) {
        assertThat(cell.placement().rank().isPresent())
            .isEqualTo(cell.standing().status() == Status.OK);
        assertThat(cell.ranked()).isEqualTo(cell.standing().status() == Status.OK);
      }
    }
  }

  @Test
  void cellsAreFoundByTheirPlaceInTheRun() {
    RunResult run = ReportRun.full();
    List<CellAnalysis> cells =
        FULL.workloads().stream().flatMap(workload -> workload.cells().stream()).toList();

    assertThat(cells).extracting(CellAnalysis::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(cells).allMatch(cell -> run.cells().get(cell.index()).key().equals(cell.key()));
    assertThat(FULL.workloads().get(1).cell(6).key().backend()).isEqualTo("djl-pytorch");
    assertThatThrownBy(() -> FULL.workloads().get(1).cell(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cellsOfEqualMeasurementsAreNotTakenForEachOther() {
    CellResult cell = ReportRun.singleFork().cells().get(0);
    CellKey.Configuration like = cell.key().configuration();
    CellResult other =
        new CellResult(
            CellKey.training(
                cell.key().workload(),
                new CellKey.Configuration(
                    like.backend(),
                    like.pluginDigest(),
                    like.device(),
                    like.threads() + 1,
                    like.tuning())),
            cell.shard(),
            cell.status(),
            cell.reason(),
            cell.subject(),
            cell.certificate(),
            cell.forks());
    RunResult plain = ReportRun.run(1, "djl-pytorch", List.of(cell, other));
    WorkloadAnalysis workload = RunAnalyzer.analyze(plain).workloads().get(0);

    assertThat(workload.cells())
        .extracting(each -> each.placement().baseline())
        .containsExactly(true, false);
    assertThat(workload.cells().get(1).placement().trainSpeed()).isPresent();
    assertThat(workload.cells().get(1).learning().equivalence().orElseThrow().verdict())
        .isEqualTo(Equivalence.Verdict.NOT_SHOWN);
  }

  @Test
  void forksArePairedByTheirBlock() {
    RunResult run = ReportRun.full();
    List<CellResult> cells = new ArrayList<>(run.cells());
    CellResult vector = cells.get(1);
    cells.set(1, with(vector, 0, vector.forks().stream().map(RunAnalyzerTest::later).toList()));

    assertThat(speeds(FULL)).containsExactly(Ratio.Pairing.BY_BLOCK, Ratio.Pairing.BY_BLOCK);
    assertThat(speeds(RunAnalyzer.analyze(ReportRun.run(5, "djl-pytorch", cells))))
        .containsExactly(Ratio.Pairing.NONE, Ratio.Pairing.BY_BLOCK);
  }

  @Test
  void cellsOfTwoMachinesHaveNoRatioAndRanksOfTheirOwn() {
    RunResult run = ReportRun.full();
    List<CellResult> cells = new ArrayList<>(run.cells().subList(0, 3));
    cells.set(1, with(cells.get(1), 1, cells.get(1).forks()));
    Shard shard = run.shards().get(0);
    RunAnalysis analysis =
        RunAnalyzer.analyze(
            new RunResult(
                run.about(),
                run.suite(),
                run.settings(),
                run.backends(),
                List.of(shard, shard),
                cells));

    assertThat(cell(analysis, 1).placement().trainSpeed()).isEmpty();
    assertThat(cell(analysis, 1).placement().rank()).contains(new Rank(1, "a"));
    assertThat(cell(analysis, 2).placement().trainSpeed()).isPresent();
    assertThat(cell(analysis, 0).placement().rank().orElseThrow().place()).isEqualTo(2);
  }

  @Test
  void theMemoryOfAForkThatDoesNotSayItIsNotMadeUp() {
    assertThat(cell(FULL, 0).throughput().peakMebibytes().orElseThrow().value()).isEqualTo(300);
    CellResult crashed =
        ReportRun.cell(
            "nin", "a", Status.CRASHED, "exit code 134", null, List.of(SampleRun.crashedFork()));
    CellAnalysis cell = cell(RunAnalyzer.analyze(ReportRun.run(1, null, List.of(crashed))), 0);

    assertThat(cell.throughput().peakMebibytes()).isEmpty();
    assertThat(cell.learning().epochs()).isZero();
    assertThat(cell.standing().forksLost()).isTrue();
  }

  @Test
  void aBaselineThatCannotBeSaysWhyAndLeavesNoRatios() {
    WorkloadAnalysis deep = FULL.workloads().get(1);
    assertThat(deep.baseline().choice()).isEqualTo(Baseline.Choice.NOT_RANKED);
    assertThat(deep.baseline().chosen()).isFalse();
    assertThat(FULL.workloads().get(0).baseline().chosen()).isTrue();
    assertThat(deep.baseline().status()).contains(Status.TIMED_OUT);
    assertThat(deep.cells()).allMatch(cell -> cell.placement().trainSpeed().isEmpty());

    assertThat(choice(RunAnalyzer.analyze(ReportRun.full(), "nobody")))
        .isEqualTo(Baseline.Choice.NOT_IN_RUN);
    assertThat(choice(RunAnalyzer.analyze(ReportRun.full(), "twin")))
        .isEqualTo(Baseline.Choice.CHOSEN);
    assertThat(RunAnalyzer.analyze(ReportRun.full(), "twin").workloads().get(1).baseline().choice())
        .isEqualTo(Baseline.Choice.NOT_IN_WORKLOAD);
    assertThat(choice(RunAnalyzer.analyze(ReportRun.interrupted())))
        .isEqualTo(Baseline.Choice.NOBODY_RANKED);
  }

  @Test
  void withoutABaselineTheOneThatIsRankedMostOftenIsTaken() {
    RunAnalysis analysis = RunAnalyzer.analyze(ReportRun.full(), null);
    assertThat(analysis.workloads())
        .allSatisfy(
            workload ->
                assertThat(workload.baseline().configuration().orElseThrow().backend())
                    .isEqualTo("vector"));
  }

  @Test
  void trialsThatWereNeverToRunAreNotPlanned() {
    RunAnalysis interrupted = RunAnalyzer.analyze(ReportRun.interrupted());
    assertThat(interrupted.trials()).isEqualTo(new RunAnalysis.Trials(3, 10, 15));
  }

  @Test
  void differentBatchesAreTold() {
    assertThat(FULL.workloads().get(0).batches().verdict()).isEqualTo(BatchAgreement.Verdict.SAME);
    assertThat(FULL.workloads().get(1).batches().verdict()).isEqualTo(BatchAgreement.Verdict.ALONE);
    CellResult first = ReportRun.singleFork().cells().get(0);
    CellResult other =
        ReportRun.cell("nin", "b", Status.OK, null, null, List.of(SampleRun.fork(0, 1e-3)));
    RunAnalysis differing = RunAnalyzer.analyze(ReportRun.run(1, null, List.of(first, other)));
    assertThat(differing.workloads().get(0).batches().verdict())
        .isEqualTo(BatchAgreement.Verdict.DIFFERENT);
  }

  @Test
  void aCertificateIsSummedUpByItsWorstCheck() {
    assertThat(cell(FULL, 0).standing().proof()).isEqualTo(Proof.PASSED);
    assertThat(cell(FULL, 3).standing().proof()).isEqualTo(Proof.FAILED);
    assertThat(cell(FULL, 3).standing().worstCheck().orElseThrow().rule())
        .isEqualTo("R7 gradients");
    assertThat(cell(FULL, 5).standing().proof()).isEqualTo(Proof.NONE);
  }

  @Test
  void reportedNumbersAreReachedMissedOrWithinTheInterval() {
    assertThat(verdicts(EpochQuantity.TEST_ACCURACY))
        .containsExactly(
            Verdict.REACHED,
            Verdict.REACHED,
            Verdict.MISSED,
            Verdict.WITHIN_INTERVAL,
            Verdict.REACHED);
    assertThat(verdicts(EpochQuantity.TRAIN_ACCURACY)).containsOnly(Verdict.MEASURED_OTHERWISE);
  }

  @Test
  void networksAreEquivalentDifferentOrNotShownToBeEither() {
    assertThat(LEARNED.workloads().get(0).cells())
        .extracting(cell -> cell.learning().equivalence().orElseThrow().verdict())
        .containsExactly(
            Equivalence.Verdict.REFERENCE,
            Equivalence.Verdict.EQUIVALENT,
            Equivalence.Verdict.DIFFERENT,
            Equivalence.Verdict.NOT_SHOWN,
            Equivalence.Verdict.NOT_SHOWN);
  }

  @Test
  void aForkThatEndedBadlyTakesTheVerdictsAndTheMeanTimeToTheTarget() {
    CellResult good = LearnedRun.cell("nin", "a", Status.OK, 10, 1_950, 1_960, 1_970);
    CellResult bad =
        LearnedRun.withBadFork(
            LearnedRun.cell("nin", "b", Status.OK, 10, 1_950, 1_960), Status.NOT_FINITE);
    RunAnalysis analysis =
        RunAnalyzer.analyze(LearnedRun.run(0.96, LearnedRun.REPORTED, List.of(good, bad)));

    assertThat(cell(analysis, 1).learning().equivalence().orElseThrow().verdict())
        .isEqualTo(Equivalence.Verdict.FORKS_LOST);
    assertThat(
            analysis
                .workloads()
                .get(0)
                .reported()
                .orElseThrow()
                .finals()
                .get(0)
                .cells()
                .get(1)
                .verdict())
        .isEqualTo(Verdict.FORKS_LOST);
    TimeToTarget target = cell(analysis, 1).target().orElseThrow();
    assertThat(target.reached()).isEqualTo(2);
    assertThat(target.forks()).isEqualTo(3);
    assertThat(target.epochs()).contains(new TimeToTarget.Epochs(3, 3));
    assertThat(target.trainSeconds()).isEmpty();
    assertThat(target.evaluatedSeconds()).isEmpty();
  }

  @Test
  void aTuningIsHeldAgainstThePlainestOneThatIsRanked() {
    List<TuningGains> gains = RunAnalyzer.analyze(ReportRun.tuned()).workloads().get(0).tunings();

    assertThat(gains)
        .extracting(TuningGains::reference)
        .containsExactly(Optional.of(2), Optional.of(4));
    assertThat(gains.get(0).cells().get(0).trainSpeed().orElseThrow().value()).isGreaterThan(1.9);
    assertThat(gains.get(1).cells().get(2).trainSpeed()).isEmpty();
    assertThat(FULL.workloads().get(0).tunings()).isEmpty();
  }

  @Test
  void cellsOfOneWorkloadAloneAreCompared() {
    CellResult first = ReportRun.singleFork().cells().get(0);
    CellResult other =
        new CellResult(
            CellKey.training("other", first.key().configuration()),
            first.shard(),
            first.status(),
            null,
            first.subject(),
            first.certificate(),
            first.forks());
    RunAnalysis analysis = RunAnalyzer.analyze(ReportRun.run(1, null, List.of(first, other)));

    assertThat(analysis.workloads())
        .hasSize(2)
        .allSatisfy(
            workload -> assertThat(workload.cells().get(0).learning().equivalence()).isEmpty());
  }

  private static CellResult with(CellResult cell, int shard, List<ForkResult> forks) {
    return new CellResult(
        cell.key(), shard, cell.status(), cell.reason(), cell.subject(), cell.certificate(), forks);
  }

  /** Makes of a fork one of a block that no other cell ran in. */
  private static ForkResult later(ForkResult fork) {
    return LearnedRun.with(
        fork,
        new ForkResult.Place(fork.fork(), fork.place().block() + 5, 0),
        fork.ending(),
        fork.training());
  }

  private static CellAnalysis cell(RunAnalysis analysis, int index) {
    return analysis.workloads().get(0).cell(index);
  }

  private static Baseline.Choice choice(RunAnalysis analysis) {
    return analysis.workloads().get(0).baseline().choice();
  }

  private static List<Ratio.Pairing> speeds(RunAnalysis analysis) {
    return analysis.workloads().get(0).cells().stream()
        .flatMap(cell -> cell.placement().trainSpeed().stream())
        .map(Ratio::pairing)
        .toList();
  }

  private static List<Verdict> verdicts(EpochQuantity quantity) {
    return LEARNED.workloads().get(0).reported().orElseThrow().finals().stream()
        .filter(each -> each.quantity() == quantity)
        .flatMap(each -> each.cells().stream())
        .map(each -> each.verdict())
        .toList();
  }
}

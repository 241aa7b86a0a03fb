package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.specs.SuiteSpec;
import backbench.specs.reader.Catalog;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SuiteChangesTest {

  private static final SuiteSpec REPORTED =
      Catalog.of(Path.of(System.getProperty("backbench.root"), "specs"))
          .suite("reported/lenet-mnist");

  @Test
  void nothingAskedForChangesNothing() {
    assertThat(changed(OptionalInt.empty(), OptionalInt.empty())).isEqualTo(REPORTED);
  }

  @Test
  void everyEntryTrainsForTheEpochsAskedForAndEveryCellHasTheForks() {
    SuiteSpec changed = changed(OptionalInt.of(2), OptionalInt.of(7));

    assertThat(changed.workloads()).allMatch(workload -> workload.recipe().epochs() == 2);
    assertThat(changed.measure().repetition().forks()).isEqualTo(7);
    assertThat(changed.workloads().get(0).recipe().withEpochs(10))
        .isEqualTo(REPORTED.workloads().get(0).recipe());
    assertThat(changed.measure().withForks(REPORTED.measure().repetition().forks()))
        .isEqualTo(REPORTED.measure());
  }

  @Test
  void aChangedSuiteIsAnotherOneToWhoeverResumes() {
    assertThat(changed(OptionalInt.of(2), OptionalInt.empty()).digest())
        .isNotEqualTo(REPORTED.digest());
    assertThat(changed(OptionalInt.empty(), OptionalInt.of(7)).digest())
        .isNotEqualTo(REPORTED.digest());
  }

  @Test
  void whatIsReportedStaysOfTheEpochsOfItsDocument() {
    assertThat(changed(OptionalInt.of(2), OptionalInt.empty()).workloads())
        .allMatch(workload -> workload.reported().orElseThrow().epochs() == 10);
  }

  @Test
  void nothingIsTrainedForNoEpochAndMeasuredInNoFork() {
    assertThatThrownBy(() -> changed(OptionalInt.of(0), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> changed(OptionalInt.empty(), OptionalInt.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SuiteSpec changed(OptionalInt epochs, OptionalInt forks) {
    return new SuiteChanges(epochs, forks).apply(REPORTED);
  }
}

package backbench.analysis.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.analysis.numbers.Confusions.Mistake;
import backbench.analysis.numbers.ReportedAnalysis.Curve;
import backbench.analysis.numbers.ReportedAnalysis.Final;
import backbench.analysis.numbers.ReportedAnalysis.Parameters;
import backbench.stats.Estimate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final Curve LOSSES =
      new Curve(
          EpochQuantity.TEST_LOSS,
          4,
          List.of(
              new ReportedAnalysis.Point(1, 0.75),
              new ReportedAnalysis.Point(2, 0.5),
              new ReportedAnalysis.Point(4, 0.25)));
  private static final Curve ACCURACIES =
      new Curve(EpochQuantity.TEST_ACCURACY, 3, List.of(new ReportedAnalysis.Point(3, 0.875)));
  private static final ReportedAnalysis REPORTED =
      new ReportedAnalysis(
          Optional.empty(),
          List.of(
              new Final(EpochQuantity.TEST_ACCURACY, 0.97, List.of()),
              new Final(EpochQuantity.TEST_LOSS, 0.11, List.of())),
          Optional.empty(),
          List.of(LOSSES, ACCURACIES));

  @Test
  void aMeasuredCurveIsReadAtTheEpochThatIsAskedFor() {
    EpochCurve curve =
        new EpochCurve(
            EpochQuantity.TRAIN_LOSS,
            Optional.empty(),
            List.of(new EpochCurve.Point(1, of(0.5)), new EpochCurve.Point(3, of(0.125))));

    assertThat(curve.at(1)).contains(of(0.5));
    assertThat(curve.at(2)).isEmpty();
    assertThat(curve.at(3)).contains(of(0.125));
  }

  @Test
  void aReportedCurveIsReadAtTheEpochThatIsAskedFor() {
    assertThat(LOSSES.at(2)).contains(0.5);
    assertThat(LOSSES.at(3)).isEmpty();
    assertThat(LOSSES.at(4)).contains(0.25);
  }

  @Test
  void whatIsReportedIsFoundByItsQuantity() {
    assertThat(REPORTED.last(EpochQuantity.TEST_LOSS)).contains(0.11);
    assertThat(REPORTED.last(EpochQuantity.TEST_ACCURACY)).contains(0.97);
    assertThat(REPORTED.last(EpochQuantity.TRAIN_ACCURACY)).isEmpty();
    assertThat(REPORTED.curve(EpochQuantity.TEST_ACCURACY)).contains(ACCURACIES);
    assertThat(REPORTED.curve(EpochQuantity.TEST_LOSS)).contains(LOSSES);
    assertThat(REPORTED.curve(EpochQuantity.TRAIN_LOSS)).isEmpty();
  }

  @Test
  void aNetworkIsOfTheReportedSizeIfNoParameterIsMissing() {
    assertThat(new Parameters(31_850, 31_850).equal()).isTrue();
    assertThat(new Parameters(31_850, 31_849).equal()).isFalse();
  }

  @Test
  void aMistakeIsAPartOfItsTrueClass() {
    assertThat(new Mistake(3, 5, 12, 200).percent()).isEqualTo(6);
  }

  @Test
  void onlyTheCellThatIsNamedIsTheReferenceOfATuning() {
    assertThat(new TuningGains(Optional.of(2), List.of()).isReference(2)).isTrue();
    assertThat(new TuningGains(Optional.of(2), List.of()).isReference(3)).isFalse();
    assertThat(new TuningGains(Optional.empty(), List.of()).isReference(2)).isFalse();
  }

  private static Estimate of(double value) {
    return new Estimate(value, Optional.empty(), 1, value, value);
  }
}

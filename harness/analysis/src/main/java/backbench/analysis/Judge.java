package backbench.analysis;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.ReportedAnalysis;
import backbench.analysis.numbers.ReportedAnalysis.Curve;
import backbench.analysis.numbers.ReportedAnalysis.Final;
import backbench.analysis.numbers.ReportedAnalysis.Judgement;
import backbench.analysis.numbers.ReportedAnalysis.Parameters;
import backbench.analysis.numbers.ReportedAnalysis.Point;
import backbench.analysis.numbers.ReportedAnalysis.SecondsRange;
import backbench.analysis.numbers.ReportedAnalysis.Verdict;
import backbench.results.CellResult;
import backbench.results.Reported;
import backbench.stats.Estimate;
import backbench.stats.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a document reports of a workload against what was measured. */
final class Judge {

  private static final int LEAST_PLACES = 4;

  /** The order in which numbers are held against each other. */
  private static final List<EpochQuantity> FINALS =
      List.of(
          EpochQuantity.TEST_ACCURACY,
          EpochQuantity.TEST_LOSS,
          EpochQuantity.VALIDATION_ACCURACY,
          EpochQuantity.VALIDATION_LOSS,
          EpochQuantity.TRAIN_ACCURACY);

  private final Reported document;
  private final List<CellAnalysis> cells;
  private final CellResult facts;

  /**
   * Takes the numbers of a workload's cells.
   *
   * @param facts the cells themselves, which have network and recipe in common
   */
  Judge(Reported document, List<CellAnalysis> cells, List<MeasuredCell> facts) {
    this.document = document;
    this.cells = cells;
    this.facts = facts.get(0).result();
  }

  ReportedAnalysis analyze() {
    List<Final> finals = new ArrayList<>();
    for (EpochQuantity quantity : FINALS) {
      Quantities.reported(quantity, document)
          .ifPresent(reported -> finals.add(judged(quantity, reported)));
    }
    List<Curve> curves = new ArrayList<>();
    for (EpochQuantity quantity : EpochQuantity.values()) {
      List<Double> curve = Quantities.curve(quantity, document);
      if (!curve.isEmpty()) {
        curves.add(new Curve(quantity, curve.size(), points(curve)));
      }
    }
    return new ReportedAnalysis(
        Optional.ofNullable(document.parameters())
            .map(reported -> new Parameters(reported, facts.network().parameters())),
        finals,
        Optional.ofNullable(document.epochSeconds())
            .map(seconds -> new SecondsRange(seconds.low(), seconds.high())),
        curves);
  }

  private Final judged(EpochQuantity quantity, double reported) {
    return new Final(
        quantity,
        reported,
        cells.stream()
            .filter(cell -> cell.standing().forksMeasured() > 0)
            .map(cell -> new Judgement(cell.index(), verdict(cell, quantity, reported)))
            .toList());
  }

  private Verdict verdict(CellAnalysis cell, EpochQuantity quantity, double reported) {
    Optional<Estimate> measured = cell.learning().last(quantity);
    if (measured.isEmpty()) {
      return Verdict.NOT_MEASURED;
    }
    if (cell.standing().forksLost()) {
      return Verdict.FORKS_LOST;
    }
    if (facts.recipe().epochs() != document.epochs()) {
      return Verdict.OTHER_LENGTH;
    }
    if (document.caveat() != null) {
      return Verdict.CAVEAT;
    }
    return quantity == EpochQuantity.TRAIN_ACCURACY
        ? Verdict.MEASURED_OTHERWISE
        : verdict(measured.get(), reported, quantity.accuracy());
  }

  /** Compares what is measured as precisely as it was reported: 5,935 of 6,000 are 0.9892. */
  private static Verdict verdict(Estimate measured, double reported, boolean accuracy) {
    double mean = asPreciselyAs(reported, measured.value());
    if (accuracy ? mean >= reported : mean <= reported) {
      return Verdict.REACHED;
    }
    return measured
            .interval()
            .filter(each -> rounded(each, reported).contains(reported))
            .isPresent()
        ? Verdict.WITHIN_INTERVAL
        : Verdict.MISSED;
  }

  private static Interval rounded(Interval interval, double reported) {
    return new Interval(
        asPreciselyAs(reported, interval.low()), asPreciselyAs(reported, interval.high()));
  }

  /**
   * Rounds a measured fraction or loss to the places of one that somebody stated, and to no fewer
   * than four: 0.78 may have been 0.7800.
   *
   * @return the measured value if it is not finite
   */
  private static double asPreciselyAs(double stated, double measured) {
    int places = Math.max(LEAST_PLACES, BigDecimal.valueOf(stated).scale());
    return Double.isFinite(measured)
        ? BigDecimal.valueOf(measured).setScale(places, RoundingMode.HALF_UP).doubleValue()
        : measured;
  }

  private static List<Point> points(List<Double> curve) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= curve.size(); epoch++) {
      double value = curve.get(epoch - 1);
      // A document may leave out an epoch between.
      if (!Double.isNaN(value)) {
        points.add(new Point(epoch, value));
      }
    }
    return points;
  }
}

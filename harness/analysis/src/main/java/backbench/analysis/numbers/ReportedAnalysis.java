package backbench.analysis.numbers;

import java.util.List;
import java.util.Optional;

/**
 * Holds what a document reports against what was measured.
 *
 * @param parameters the size of the network; absent if not reported
 * @param finals numbers after the last epoch
 * @param epochSeconds how long an epoch took on another machine, of which nothing follows; absent
 *     if not reported
 * @param curves numbers epoch by epoch; those of which nothing is reported are left out
 */
public record ReportedAnalysis(
    Optional<Parameters> parameters,
    List<Final> finals,
    Optional<SecondsRange> epochSeconds,
    List<Curve> curves) {

  /** Copies the lists. */
  public ReportedAnalysis {
    finals = List.copyOf(finals);
    curves = List.copyOf(curves);
  }

  /**
   * Compares the size of a network.
   *
   * @param reported all parameter elements, as the document says
   * @param own all parameter elements of the network that was measured
   */
  public record Parameters(long reported, long own) {

    /** Tells whether the two are the same. */
    public boolean equal() {
      return reported == own;
    }
  }

  /**
   * Holds one reported number against each cell.
   *
   * @param quantity which
   * @param reported after the last epoch
   * @param cells those with a measured fork, in the suite's order
   */
  public record Final(EpochQuantity quantity, double reported, List<Judgement> cells) {

    /** Copies the list. */
    public Final {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Judges one cell; what it reached is its {@link Learning#last}.
   *
   * @param cell its place among the cells of the run
   * @param verdict what follows
   */
  public record Judgement(int cell, Verdict verdict) {}

  /** Says what follows from a reported and a measured number. */
  public enum Verdict {
    /** The mean is as good as what is reported, or better. */
    REACHED,
    /** The mean is worse, and the interval still holds what is reported. */
    WITHIN_INTERVAL,
    /** The mean is worse. */
    MISSED,
    /** Nothing: there is no measurement. */
    NOT_MEASURED,
    /** Nothing: a fork ended badly, and the others are those that had luck. */
    FORKS_LOST,
    /** Nothing: the training is of another length. */
    OTHER_LENGTH,
    /** Nothing: the suite knows of a difference to the document. */
    CAVEAT,
    /** Nothing: the document took the number in another way. */
    MEASURED_OTHERWISE
  }

  /**
   * Bounds a reported time.
   *
   * @param low the shortest, in seconds
   * @param high the longest, in seconds
   */
  public record SecondsRange(double low, double high) {}

  /**
   * Holds a reported curve; what was measured beside it is in {@link Learning#curves()}.
   *
   * @param quantity which
   * @param epochs up to the last that is reported
   * @param points the epochs of which something is reported
   */
  public record Curve(EpochQuantity quantity, int epochs, List<Point> points) {

    /** Copies the list. */
    public Curve {
      points = List.copyOf(points);
    }

    /** Returns what is reported of an epoch, from 1. */
    public Optional<Double> at(int epoch) {
      return points.stream().filter(point -> point.epoch() == epoch).map(Point::value).findFirst();
    }
  }

  /**
   * Holds what is reported of one epoch.
   *
   * @param epoch from 1
   * @param value after it
   */
  public record Point(int epoch, double value) {}

  /** Returns what is reported of a quantity after the last epoch. */
  public Optional<Double> last(EpochQuantity quantity) {
    return finals.stream()
        .filter(each -> each.quantity() == quantity)
        .map(Final::reported)
        .findFirst();
  }

  /** Returns what is reported of a quantity epoch by epoch. */
  public Optional<Curve> curve(EpochQuantity quantity) {
    return curves.stream().filter(each -> each.quantity() == quantity).findFirst();
  }
}

package backbench.report;

import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.Equivalence.Difference;
import backbench.stats.Estimate;
import backbench.stats.Interval;
import backbench.stats.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes numbers with the digits that their uncertainty leaves.
 *
 * <p>The half width of the interval is shown to two significant digits and the value to the same
 * place; at least two digits of the value are shown, and at most five. Without an interval there
 * are three.
 */
final class Numbers {

  private static final int DIGITS_ALONE = 3;
  private static final int FRACTION_PLACES = 4;

  private Numbers() {}

  /** Writes a time or rate, with a relative margin. */
  static Value measured(Estimate estimate) {
    return relative(estimate.value(), estimate.interval());
  }

  /** Writes a quantity that is not negative to its unit. */
  static Value whole(Estimate estimate) {
    return places(estimate.value(), kept(estimate, Double.POSITIVE_INFINITY), 0);
  }

  /** Writes a ratio, with a relative margin. */
  static Value ratio(Ratio ratio) {
    return relative(ratio.value(), ratio.interval());
  }

  /** Writes a fraction to four places, bounds kept between 0 and 1. */
  static Value fraction(Estimate estimate) {
    return places(estimate.value(), kept(estimate, 1), FRACTION_PLACES);
  }

  /** Writes a number that somebody stated, as it was stated. */
  static String stated(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Writes a fraction or a loss without an interval. */
  static String plain(double value) {
    return rounded(value, FRACTION_PLACES);
  }

  /** Writes a difference of fractions with its sign. */
  static String signed(double difference) {
    String rounded = rounded(difference, FRACTION_PLACES);
    return nearest(difference, FRACTION_PLACES) > 0 ? "+" + rounded : rounded;
  }

  /** Writes a difference of fractions with its sign, bounds wherever they are. */
  static Value difference(Estimate difference) {
    return difference(difference.value(), difference.interval());
  }

  /** Writes a difference of fractions, seed against seed. */
  static Value difference(Difference difference) {
    return difference(difference.value(), difference.interval());
  }

  private static Value difference(double value, Optional<Interval> interval) {
    return new Value(
        signed(value),
        interval
            .map(bounds -> "[" + signed(bounds.low()) + ", " + signed(bounds.high()) + "]")
            .orElse(""),
        interval.map(bounds -> "±" + rounded(bounds.width() / 2, FRACTION_PLACES)).orElse(""),
        Value.Kind.MEASURED);
  }

  /** Writes what is known of an accuracy or a loss. */
  static Value learned(EpochQuantity quantity, Estimate estimate) {
    return quantity.accuracy() ? fraction(estimate) : loss(estimate);
  }

  /** Writes a loss: to four places, or one where it is large, bounds kept from 0 up. */
  static Value loss(Estimate estimate) {
    int places = Math.abs(estimate.value()) < 10 ? FRACTION_PLACES : 1;
    return places(estimate.value(), kept(estimate, Double.POSITIVE_INFINITY), places);
  }

  /** Writes the error of a check to two digits: {@code 3.1e-06}, {@code 0.34}. */
  static String error(double error) {
    boolean plain = error == 0 || (error >= 0.01 && error < 100);
    return plain ? significant(error, 2) : String.format(Locale.ROOT, "%.1e", error);
  }

  /** Writes a count with commas. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Writes a number to some significant digits. */
  static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (Math.abs(value) < 1e-4) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    return rounded(value, digits - 1 - magnitude(value));
  }

  /** Writes a length of time for people: {@code 2 min 05 s}. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** Cuts an interval off where the quantity cannot be: below 0, or above its greatest value. */
  private static Optional<Interval> kept(Estimate estimate, double greatest) {
    return estimate
        .interval()
        .map(
            bounds ->
                new Interval(
                    Math.max(0, Math.min(greatest, bounds.low())),
                    Math.max(0, Math.min(greatest, bounds.high()))));
  }

  private static Value relative(double value, Optional<Interval> interval) {
    if (interval.isEmpty()) {
      return new Value(significant(value, DIGITS_ALONE), "", "", Value.Kind.MEASURED);
    }
    Interval bounds = interval.get();
    double half = bounds.width() / 2;
    int fromValue = -magnitude(value);
    int places = half > 0 ? 1 - magnitude(half) : fromValue + 4;
    places = Math.max(fromValue + 1, Math.min(fromValue + 4, places));
    // Half the width as a factor, since the interval is symmetric in logarithms if anywhere.
    double percent = 100 * (Math.sqrt(bounds.high() / bounds.low()) - 1);
    String margin =
        percent > 100
            ? "±>100%"
            : "±" + (percent < 10 ? rounded(percent, 1) : rounded(percent, 0)) + "%";
    return new Value(
        rounded(value, places),
        "[" + bound(bounds.low(), places) + ", " + bound(bounds.high(), places) + "]",
        margin,
        Value.Kind.MEASURED);
  }

  private static Value places(double value, Optional<Interval> interval, int places) {
    return new Value(
        rounded(value, places),
        interval
            .map(
                bounds ->
                    "["
                        + rounded(bounds.low(), places)
                        + ", "
                        + rounded(bounds.high(), places)
                        + "]")
            .orElse(""),
        interval.map(bounds -> "±" + rounded(bounds.width() / 2, places)).orElse(""),
        Value.Kind.MEASURED);
  }

  /** Writes a bound to the place of its value, or by its first digit where that would be zero. */
  private static String bound(double value, int places) {
    boolean vanishes = value != 0 && Math.abs(value) < 0.5 * Math.pow(10, -places);
    return vanishes ? significant(value, 1) : rounded(value, places);
  }

  private static int magnitude(double value) {
    return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
  }

  private static double nearest(double value, int places) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).doubleValue()
        : value;
  }

  private static String rounded(double value, int places) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + Math.max(0, places) + "f", rounded);
  }
}

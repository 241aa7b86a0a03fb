package backbench.stats;

/**
 * Bounds a quantity at a stated confidence.
 *
 * @param low the lower bound, in the unit of the quantity
 * @param high the upper bound, not below {@code low}
 */
public record Interval(double low, double high) {

  /** Checks the order of the bounds. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval runs upwards, not " + low + " to " + high);
    }
  }

  /** Tells whether a value lies between the bounds, bounds included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Returns the distance between the bounds. */
  public double width() {
    return high - low;
  }
}

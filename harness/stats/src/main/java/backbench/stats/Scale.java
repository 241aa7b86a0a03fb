package backbench.stats;

/** Says on which scale forks are averaged and compared. */
public enum Scale {
  /**
   * Differences count by their factor: times, rates, ratios. Averages are geometric means, so that
   * a rate and its inverse agree and a ratio of averages is the average of the ratios (Fleming and
   * Wallace, "How not to lie with statistics", CACM 29(3), 1986). Values are above zero.
   */
  LOGARITHMIC {
    @Override
    double forward(double value) {
      if (!(value > 0)) {
        throw new IllegalArgumentException("a time or rate is above zero, not " + value);
      }
      return Math.log(value);
    }

    @Override
    double back(double scaled) {
      return Math.exp(scaled);
    }
  },
  /** Differences count as they are: accuracies, losses. Averages are arithmetic means. */
  LINEAR {
    @Override
    double forward(double value) {
      return value;
    }

    @Override
    double back(double scaled) {
      return scaled;
    }
  };

  abstract double forward(double value);

  abstract double back(double scaled);
}

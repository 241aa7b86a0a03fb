package backbench.oracle.layer;

/**
 * Says what happens to numbers once they are computed: nothing in the oracle proper, noise in a
 * probe that asks how far single precision may lead.
 */
@FunctionalInterface
public interface Rounding {

  /** Leaves every number as it is. */
  Rounding NONE = (values, from, to, terms, magnitude) -> {};

  /**
   * Rounds a range of results in place.
   *
   * @param values holds the results
   * @param from the first index
   * @param to the index after the last
   * @param terms how many summands each result has: the reduction length
   * @param magnitude the root of the sum of the squared summands, as a typical value of the range
   */
  void round(double[] values, int from, int to, double terms, double magnitude);

  /** Rounds sums whose summands are products of two independent factors of known mean squares. */
  default void roundProducts(
      double[] values, int from, int to, double terms, double rootMeanSquare) {
    round(values, from, to, terms, Math.sqrt(terms) * rootMeanSquare);
  }

  /** Returns the root of the mean of the squares of a range; 0 if it is empty. */
  static double rootMeanSquare(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * values[i];
    }
    return from == to ? 0 : Math.sqrt(sum / (to - from));
  }

  /** Returns the root of the mean of all squares; 0 if there are none. */
  static double rootMeanSquare(double[] values) {
    return rootMeanSquare(values, 0, values.length);
  }
}

package backbench.certificate;

/**
 * Holds what the oracle computed for one tensor, and how far single precision may be from it.
 *
 * @param name what the numbers are
 * @param values the oracle's numbers
 * @param tolerance the absolute difference allowed to each of them
 */
@SuppressWarnings("ArrayRecordComponent") // internal, handed over
record Expected(String name, double[] values, double tolerance) {

  /** Returns the largest magnitude. */
  double size() {
    double size = 0;
    for (double value : values) {
      size = Math.max(size, Math.abs(value));
    }
    return size;
  }
}

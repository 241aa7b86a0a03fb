package backbench.worker;

/** Converts times. */
final class Nanos {

  private static final double PER_SECOND = 1e9;

  private Nanos() {}

  static double toSeconds(long nanos) {
    return nanos / PER_SECOND;
  }

  static long ofSeconds(double seconds) {
    return (long) (seconds * PER_SECOND);
  }
}

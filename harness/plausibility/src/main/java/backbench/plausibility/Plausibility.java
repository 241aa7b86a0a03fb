package backbench.plausibility;

import java.util.Locale;
import java.util.Optional;

/** Judges whether work can have been done in the time that it is said to have taken. */
public final class Plausibility {

  /**
   * How many times faster than the bounds allow something is before it is called implausible.
   *
   * <p>The bounds hold for the machine as the probe met it and for algorithms that multiply every
   * number. An honest backend may gain 1.3 by a clock that rises and by a neighbour that falls
   * silent after the probe, 1.3 by two levels of Strassen's algorithm, and 2 where it skips the
   * zeros that rectifiers leave: 3.4 in all. What is answered without computing is hundreds of
   * times too fast.
   */
  public static final double SAFETY = 4;

  private Plausibility() {}

  /**
   * Judges how long a loop took.
   *
   * @param what the loop counts, in the plural: {@code predictions}
   * @param least what a batch needs at least
   * @param batch samples in a batch
   * @param samples that the loop went through
   * @param seconds that the whole loop took
   * @param peak of the machine, with the threads that the loop had
   * @return why that cannot be, in a sentence; empty if it can
   */
  public static Optional<String> objection(
      String what, LeastWork least, int batch, long samples, double seconds, Peak peak) {
    double multiply = peak.multiplySeconds(least.multiplications(batch));
    double read = peak.readSeconds(least.bytesRead(batch));
    // A last batch may be short; it has no less work for each of its samples.
    double perBatch = seconds / samples * batch;
    if (samples == 0 || perBatch * SAFETY >= Math.max(multiply, read)) {
      return Optional.empty();
    }
    String limit =
        multiply >= read
            ? String.format(
                Locale.ROOT,
                "%,.1f billion multiply-adds/s",
                peak.multiplyAddsPerSecond() / Peak.GIGA)
            : String.format(
                Locale.ROOT, "%,.1f GB/s from memory", least.bytesRead(batch) / read / Peak.GIGA);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "faster than %s of this machine can be: %,.0f %s/s, at most %,.0f at its peak of %s",
            peak.workers(),
            samples / seconds,
            what,
            batch / Math.max(multiply, read),
            limit));
  }
}

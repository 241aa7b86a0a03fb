package backbench.clock;

import java.util.OptionalLong;

/** Bounds how long other processes have held this one up. */
final class Disturbance {

  private final Time time;
  private final long waited;
  private final OptionalLong machine;
  private final OptionalLong own;

  /** Begins to look. */
  Disturbance(Time time) {
    this.time = time;
    this.waited = time.waitedNanos();
    this.machine = time.machineNanos();
    this.own = time.processorNanos();
  }

  /**
   * Returns the most that others may have held this process up since this was made, in nanoseconds.
   *
   * <p>That is the time for which its threads waited for a processor. They may have waited for each
   * other, so it is not more than others worked. It is 0 where the system does not say.
   */
  long nanos() {
    OptionalLong machineNow = time.machineNanos();
    OptionalLong ownNow = time.processorNanos();
    if (machine.isEmpty() || own.isEmpty() || machineNow.isEmpty() || ownNow.isEmpty()) {
      return 0;
    }
    long others =
        machineNow.getAsLong() - machine.getAsLong() - (ownNow.getAsLong() - own.getAsLong());
    return Math.max(0, Math.min(others, time.waitedNanos() - waited));
  }
}

package backbench.worker;

import java.util.function.LongSupplier;

/** Tells a time that passes only where a test says so. */
final class FakeTime implements LongSupplier {

  private long now = 5_000;

  /** Lets time pass. */
  void pass(long nanos) {
    now += nanos;
  }

  @Override
  public long getAsLong() {
    return now;
  }
}

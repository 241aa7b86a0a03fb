package backbench.clock;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells and spends time; tests have a time of their own. */
interface Time {

  /** The time of this machine. */
  Time REAL =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public OptionalLong processorNanos() {
          return ProcessorTime.nanos();
        }

        @Override
        public long compilerNanos() {
          CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
          return compiler != null && compiler.isCompilationTimeMonitoringSupported()
              ? TimeUnit.MILLISECONDS.toNanos(compiler.getTotalCompilationTime())
              : 0;
        }

        @Override
        public long waitedNanos() {
          return Neighbours.waitedNanos();
        }

        @Override
        public OptionalLong machineNanos() {
          return Neighbours.machineNanos();
        }

        @Override
        public void pause(long nanos) {
          long end = System.nanoTime() + nanos;
          for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
        }
      };

  /** Returns the time from some fixed point, in nanoseconds. */
  long nanos();

  /** Returns how long the processors have worked for this process; empty where nobody says. */
  OptionalLong processorNanos();

  /**
   * Returns how long the JVM has compiled, in nanoseconds; a compilation counts when it ends.
   * HotSpot counts in steps of a millisecond.
   */
  long compilerNanos();

  /**
   * Returns how long the threads of this process have waited for a processor, all together, in
   * nanoseconds; 0 where nobody says. Asking takes about a millisecond.
   */
  long waitedNanos();

  /**
   * Returns how long the processors of the machine have worked for all processes, in nanoseconds;
   * empty where nobody says.
   */
  OptionalLong machineNanos();

  /** Lets time pass without computing. */
  void pause(long nanos);
}

package backbench.clock;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** Reads how long the processors have worked for this process. */
public final class ProcessorTime {

  private ProcessorTime() {}

  /**
   * Returns the nanoseconds that all threads have computed together since the process began; empty
   * where the system does not say.
   *
   * <p>Linux counts them in ticks of 10 ms here: good for an epoch, and not for a step.
   */
  public static OptionalLong nanos() {
    long nanos =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime()
            : -1;
    return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}

package backbench.results;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the fingerprint of a machine that ran a suite.
 *
 * @param cpu the processor's model, as the system names it
 * @param logicalCores processors that this JVM may use
 * @param memoryBytes physical memory, or the container's limit if that is less
 * @param os name and version of the operating system
 * @param platform {@code linux-x86_64}
 * @param jvm vendor and version of the workers' Java
 * @param container what suggests a container or virtual machine; null if nothing does
 * @param details whatever else changes the numbers: governor, caches, instruction sets
 */
public record Machine(
    String cpu,
    int logicalCores,
    long memoryBytes,
    String os,
    String platform,
    String jvm,
    @Nullable String container,
    Map<String, String> details) {

  /** Copies the details, keeping their order. */
  public Machine {
    details = Ordered.copy(details);
  }
}

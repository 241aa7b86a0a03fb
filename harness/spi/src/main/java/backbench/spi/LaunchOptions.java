package backbench.spi;

import java.util.List;
import java.util.Map;

/**
 * Says how a worker's JVM is started.
 *
 * @param jvmFlags flags for {@code java}, in order
 * @param environment variables added to the worker's environment
 */
public record LaunchOptions(List<String> jvmFlags, Map<String, String> environment) {

  /** Needs nothing. */
  public static final LaunchOptions NONE = new LaunchOptions(List.of(), Map.of());

  /** Copies both. */
  public LaunchOptions {
    jvmFlags = List.copyOf(jvmFlags);
    environment = Map.copyOf(environment);
  }
}

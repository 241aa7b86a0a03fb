package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
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

  /**
   * Copies both.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} for what no process can be started with: a
   *     flag, name or value that holds NUL, a name that is empty or holds {@code =}
   */
  public LaunchOptions {
    jvmFlags = List.copyOf(jvmFlags);
    environment = Map.copyOf(environment);
    jvmFlags.forEach(flag -> check(flag, "JVM flag", "\0"));
    environment.forEach(
        (name, value) -> {
          check(name, "name of a variable", "=\0");
          check(value, "value of the variable " + name, "\0");
          if (name.isEmpty()) {
            throw invalid("the name of a variable is empty");
          }
        });
  }

  private static void check(String text, String what, String forbidden) {
    if (text.chars().anyMatch(each -> forbidden.indexOf(each) >= 0)) {
      throw invalid(
          "the " + what + " '" + text.replace('\0', '?') + "' holds NUL or, in a name, '='");
    }
  }

  private static BackbenchException invalid(String message) {
    return new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
  }
}

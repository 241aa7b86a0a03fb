package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how a worker's JVM is started.
 *
 * @since 0.1
 */
public final class LaunchOptions {

  /** Needs nothing. */
  public static final LaunchOptions NONE = builder().build();

  private final List<String> jvmFlags;
  private final Map<String, String> environment;

  private LaunchOptions(Builder builder) {
    this.jvmFlags = List.copyOf(builder.jvmFlags);
    this.environment = Map.copyOf(builder.environment);
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

  /** Starts with no flag and no variable. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns flags for {@code java}, in order. */
  public List<String> jvmFlags() {
    return jvmFlags;
  }

  /** Returns variables added to the worker's environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Returns a builder that holds these values.
   *
   * @since 0.1, contract 2
   */
  public Builder toBuilder() {
    return builder().jvmFlags(jvmFlags).environment(environment);
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LaunchOptions options
        && jvmFlags.equals(options.jvmFlags)
        && environment.equals(options.environment);
  }

  @Override
  public int hashCode() {
    return 31 * jvmFlags.hashCode() + environment.hashCode();
  }

  @Override
  public String toString() {
    return "LaunchOptions[jvmFlags=" + jvmFlags + ", environment=" + environment + "]";
  }

  /**
   * Collects what a worker's JVM needs.
   *
   * @since 0.1, contract 2
   */
  public static final class Builder {

    private final List<String> jvmFlags = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a flag for {@code java}. */
    public Builder jvmFlag(String flag) {
      jvmFlags.add(flag);
      return this;
    }

    /** Adds flags for {@code java}, in order. */
    public Builder jvmFlags(List<String> flags) {
      jvmFlags.addAll(flags);
      return this;
    }

    /** Adds a variable, in place of an earlier one of its name. */
    public Builder variable(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Adds variables, in place of earlier ones of their names. */
    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws BackbenchException {@code INVALID_ARGUMENT} for what no process can be started with:
     *     a flag, name or value that holds NUL, a name that is empty or holds {@code =}
     */
    public LaunchOptions build() {
      return new LaunchOptions(this);
    }
  }
}

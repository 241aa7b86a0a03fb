package backbench.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what a backend is really running on, for the record of a result.
 *
 * @since 0.1
 */
public final class Environment {

  private final Map<String, String> versions;
  private final int threads;
  private final String simd;
  private final Map<String, String> details;

  private Environment(Builder builder) {
    this.versions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.versions));
    this.threads = builder.threads;
    this.simd = builder.simd;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(builder.details));
  }

  /**
   * Starts the description of an engine without vector instructions.
   *
   * @param threads the threads that compute, as read back from the engine
   */
  public static Builder builder(int threads) {
    return new Builder(threads);
  }

  /** Returns engine and native libraries by name, in the order in which they were added. */
  public Map<String, String> versions() {
    return versions;
  }

  /** Returns the threads that compute, as read back from the engine. */
  public int threads() {
    return threads;
  }

  /** Returns the instruction set in use, as the engine names it: {@code AVX512}. */
  public String simd() {
    return simd;
  }

  /** Returns whatever else changes the numbers: allocator, options, libraries found. */
  public Map<String, String> details() {
    return details;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Environment environment
        && versions.equals(environment.versions)
        && threads == environment.threads
        && simd.equals(environment.simd)
        && details.equals(environment.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(versions, threads, simd, details);
  }

  @Override
  public String toString() {
    return "Environment[versions="
        + versions
        + ", threads="
        + threads
        + ", simd="
        + simd
        + ", details="
        + details
        + "]";
  }

  /**
   * Collects what a backend runs on.
   *
   * @since 0.1, contract 2
   */
  public static final class Builder {

    private final int threads;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private String simd = "none";
    private final Map<String, String> details = new LinkedHashMap<>();

    private Builder(int threads) {
      this.threads = threads;
    }

    /** Adds the version of the engine or of a library; there is at least one. */
    public Builder version(String name, String version) {
      versions.put(name, version);
      return this;
    }

    /** Adds versions by name. */
    public Builder versions(Map<String, String> more) {
      versions.putAll(more);
      return this;
    }

    /** Sets the instruction set in use, as the engine names it; {@code none} by default. */
    public Builder simd(String simd) {
      this.simd = simd;
      return this;
    }

    /** Adds something else that changes the numbers. */
    public Builder detail(String name, String value) {
      details.put(name, value);
      return this;
    }

    /** Adds whatever else changes the numbers, by name. */
    public Builder details(Map<String, String> more) {
      details.putAll(more);
      return this;
    }

    /** Makes the description. */
    public Environment build() {
      return new Environment(this);
    }
  }
}

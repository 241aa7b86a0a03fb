package backbench.spi;

import backbench.graph.LayerKind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a backend cannot do with one tuning, and otherwise can.
 *
 * @since 0.1
 */
public final class TuningLimits {

  /** No limits. */
  public static final TuningLimits NONE = builder().build();

  private final Set<LayerKind> missing;
  private final List<Deviation> deviations;
  private final Set<String> missingOptions;

  private TuningLimits(Builder builder) {
    this.missing = Set.copyOf(builder.missing);
    this.deviations = List.copyOf(builder.deviations);
    this.missingOptions = Set.copyOf(builder.missingOptions);
  }

  /** Starts with no limits. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the kinds of layers that it does not compile then. */
  public Set<LayerKind> missing() {
    return missing;
  }

  /**
   * Returns the differences from the pinned semantics that cannot be avoided then, beside those of
   * all tunings.
   */
  public List<Deviation> deviations() {
    return deviations;
  }

  /**
   * Returns the options that it does not have then.
   *
   * @since 0.1, contract 2
   */
  public Set<String> missingOptions() {
    return missingOptions;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TuningLimits limits
        && missing.equals(limits.missing)
        && deviations.equals(limits.deviations)
        && missingOptions.equals(limits.missingOptions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(missing, deviations, missingOptions);
  }

  @Override
  public String toString() {
    return "TuningLimits[missing="
        + missing
        + ", deviations="
        + deviations
        + ", missingOptions="
        + missingOptions
        + "]";
  }

  /**
   * Collects the limits of a tuning.
   *
   * @since 0.1, contract 2
   */
  public static final class Builder {

    private Set<LayerKind> missing = Set.of();
    private List<Deviation> deviations = List.of();
    private Set<String> missingOptions = Set.of();

    private Builder() {}

    /** Sets the kinds of layers that it does not compile then. */
    public Builder missing(Set<LayerKind> missing) {
      this.missing = missing;
      return this;
    }

    /** Sets the differences from the pinned semantics that cannot be avoided then. */
    public Builder deviations(List<Deviation> deviations) {
      this.deviations = deviations;
      return this;
    }

    /** Sets the options that it does not have then. */
    public Builder missingOptions(Set<String> options) {
      this.missingOptions = options;
      return this;
    }

    /** Makes the limits. */
    public TuningLimits build() {
      return new TuningLimits(this);
    }
  }
}

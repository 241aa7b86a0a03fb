package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a backend without starting it.
 *
 * @since 0.1
 */
public final class BackendInfo {

  private final String id;
  private final String name;
  private final Set<LayerKind> layers;
  private final Set<Device> devices;
  private final Set<Platform> platforms;
  private final List<Deviation> deviations;
  private final Set<Tuning> tunings;
  private final Map<Tuning, TuningLimits> limits;
  private final Set<String> options;
  private final Set<String> variablePrefixes;

  private BackendInfo(Builder builder) {
    this.id = builder.id;
    this.name = builder.name;
    this.layers = Set.copyOf(builder.layers);
    this.devices = Set.copyOf(builder.devices);
    this.platforms = Set.copyOf(builder.platforms);
    this.deviations = List.copyOf(builder.deviations);
    this.tunings = Set.copyOf(builder.tunings);
    this.limits = Map.copyOf(builder.limits);
    this.options = Set.copyOf(builder.options);
    this.variablePrefixes = Set.copyOf(builder.variablePrefixes);
    for (String prefix : variablePrefixes) {
      if (prefix.isBlank() || prefix.indexOf('=') >= 0) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            id
                + " declares the prefix '"
                + prefix
                + "' of variables; expected the start of a name");
      }
    }
  }

  /**
   * Starts the description of a backend that computes on the CPU of every platform, deviates
   * nowhere, has no option, and no training loop beside its own.
   *
   * @param id short and stable, lower case with hyphens: {@code djl-pytorch}
   * @param name for people: {@code DJL on PyTorch}
   * @param layers the kinds of layers that it compiles
   */
  public static Builder builder(String id, String name, Set<LayerKind> layers) {
    return new Builder(id, name, layers);
  }

  /** Returns the short and stable name, lower case with hyphens: {@code djl-pytorch}. */
  public String id() {
    return id;
  }

  /** Returns the name for people: {@code DJL on PyTorch}. */
  public String name() {
    return name;
  }

  /** Returns the kinds of layers that it compiles; {@link #under} says which with a tuning. */
  public Set<LayerKind> layers() {
    return layers;
  }

  /** Returns where it can compute. */
  public Set<Device> devices() {
    return devices;
  }

  /** Returns where this plugin's natives run; empty means everywhere. */
  public Set<Platform> platforms() {
    return platforms;
  }

  /**
   * Returns the differences from the pinned semantics that cannot be avoided, whatever the tuning.
   */
  public List<Deviation> deviations() {
    return deviations;
  }

  /** Returns how far its workers can be adjusted. */
  public Set<Tuning> tunings() {
    return tunings;
  }

  /** Returns what it cannot do with one of these tunings only. */
  public Map<Tuning, TuningLimits> limits() {
    return limits;
  }

  /**
   * Returns the names of its own options; {@link #under} says which it has with a tuning.
   *
   * @since 0.1, contract 2
   */
  public Set<String> options() {
    return options;
  }

  /**
   * Returns what the names of the environment variables that the engine reads begin with.
   *
   * @since 0.1, contract 2
   */
  public Set<String> variablePrefixes() {
    return variablePrefixes;
  }

  /** Describes the backend as it is with one tuning: fewer layers, more deviations, if any. */
  public BackendInfo under(Tuning tuning) {
    TuningLimits limit = limits.getOrDefault(tuning, TuningLimits.NONE);
    return toBuilder()
        .layers(without(layers, limit.missing()))
        .deviations(Stream.concat(deviations.stream(), limit.deviations().stream()).toList())
        .limits(Map.of())
        .options(without(options, limit.missingOptions()))
        .build();
  }

  private static <T> Set<T> without(Set<T> all, Set<T> missing) {
    Set<T> left = new LinkedHashSet<>(all);
    left.removeAll(missing);
    return left;
  }

  /** Tells whether the backend's natives run on a platform. */
  public boolean runsOn(Platform platform) {
    return platforms.isEmpty() || platforms.contains(platform);
  }

  /**
   * Refuses a configuration that asks for what is not declared here; where {@link
   * BackendProvider#open} begins.
   *
   * @throws BackbenchException {@code UNSUPPORTED_PLATFORM} where there are no natives for this
   *     machine, {@code UNSUPPORTED_CONFIG} for a device, a tuning or an option that is not
   *     declared
   * @since 0.1, contract 2
   */
  public void requireSupport(BackendConfig config) {
    if (!runsOn(Platform.current())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_PLATFORM,
          id + " has no natives for " + Platform.current() + ", only for " + platforms);
    }
    if (!devices.contains(config.device())) {
      throw unsupported("device " + config.device(), devices);
    }
    if (!tunings.contains(config.tuning())) {
      throw unsupported("tuning " + config.tuning(), tunings);
    }
    Set<String> known = under(config.tuning()).options();
    for (String option : config.options().keySet()) {
      if (!known.contains(option)) {
        throw unsupported("option '" + option + "'", known);
      }
    }
  }

  private BackbenchException unsupported(String what, Set<? extends Comparable<?>> known) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_CONFIG,
        id
            + " has no "
            + what
            + "; it has "
            + (known.isEmpty() ? "none" : new TreeSet<>(known).toString()));
  }

  /**
   * Returns a builder that holds these values.
   *
   * @since 0.1, contract 2
   */
  public Builder toBuilder() {
    return builder(id, name, layers)
        .devices(devices)
        .platforms(platforms)
        .deviations(deviations)
        .tunings(tunings)
        .limits(limits)
        .options(options)
        .variablePrefixes(variablePrefixes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BackendInfo info
        && id.equals(info.id)
        && name.equals(info.name)
        && layers.equals(info.layers)
        && devices.equals(info.devices)
        && platforms.equals(info.platforms)
        && deviations.equals(info.deviations)
        && tunings.equals(info.tunings)
        && limits.equals(info.limits)
        && options.equals(info.options)
        && variablePrefixes.equals(info.variablePrefixes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        id,
        name,
        layers,
        devices,
        platforms,
        deviations,
        tunings,
        limits,
        options,
        variablePrefixes);
  }

  @Override
  public String toString() {
    return "BackendInfo[" + id + ", " + name + "]";
  }

  /**
   * Collects what describes a backend.
   *
   * @since 0.1, contract 2
   */
  public static final class Builder {

    private String id;
    private String name;
    private Set<LayerKind> layers;
    private Set<Device> devices = Set.of(Device.CPU);
    private Set<Platform> platforms = Set.of();
    private List<Deviation> deviations = List.of();
    private Set<Tuning> tunings = EnumSet.of(Tuning.BEST, Tuning.AS_IT_COMES);
    private Map<Tuning, TuningLimits> limits = Map.of();
    private Set<String> options = Set.of();
    private Set<String> variablePrefixes = Set.of();

    private Builder(String id, String name, Set<LayerKind> layers) {
      this.id = id;
      this.name = name;
      this.layers = layers;
    }

    /** Sets the short and stable name. */
    public Builder id(String id) {
      this.id = id;
      return this;
    }

    /** Sets the name for people. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets the kinds of layers that it compiles. */
    public Builder layers(Set<LayerKind> layers) {
      this.layers = layers;
      return this;
    }

    /** Sets where it can compute; the CPU by default. */
    public Builder devices(Set<Device> devices) {
      this.devices = devices;
      return this;
    }

    /** Sets where its natives run; everywhere by default. */
    public Builder platforms(Set<Platform> platforms) {
      this.platforms = platforms;
      return this;
    }

    /** Sets the differences from the pinned semantics, whatever the tuning; none by default. */
    public Builder deviations(List<Deviation> deviations) {
      this.deviations = deviations;
      return this;
    }

    /**
     * Sets how far its workers can be adjusted; {@link Tuning#BEST} and {@link Tuning#AS_IT_COMES}
     * by default.
     */
    public Builder tunings(Set<Tuning> tunings) {
      this.tunings = tunings;
      return this;
    }

    /** Sets what it cannot do with one tuning only; nothing by default. */
    public Builder limits(Map<Tuning, TuningLimits> limits) {
      this.limits = limits;
      return this;
    }

    /** Sets the names of its own options; none by default. */
    public Builder options(Set<String> options) {
      this.options = options;
      return this;
    }

    /**
     * Sets what the names of the environment variables that the engine reads begin with; none by
     * default.
     *
     * <p>A worker does not inherit such variables from the shell, so that no shell changes what is
     * certified and measured. It gets those that {@link BackendProvider#launch} sets. {@code
     * CUDA_VISIBLE_DEVICES}, by which users choose among GPUs, is none of them.
     */
    public Builder variablePrefixes(Set<String> prefixes) {
      this.variablePrefixes = prefixes;
      return this;
    }

    /**
     * Makes the description.
     *
     * @throws BackbenchException {@code INVALID_ARGUMENT} for a prefix that is blank or holds
     *     {@code =}
     */
    public BackendInfo build() {
      return new BackendInfo(this);
    }
  }
}

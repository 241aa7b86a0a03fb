package backbench.worker.wire;

import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.spi.BackendInfo;
import backbench.spi.Deviation;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what a provider answered, or what it was at when its process ended. */
public sealed interface Answer {

  /** Names a method of a provider that is called. */
  enum Part {
    /** The constructor. */
    CONSTRUCTOR("its constructor"),
    /** The version of the contract. */
    CONTRACT_VERSION("contractVersion()"),
    /** What the backend says about itself. */
    INFO("info()"),
    /** How a worker is started. */
    LAUNCH("launch()");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** Returns the subject of a sentence about it. */
    public String words() {
      return words;
    }
  }

  /**
   * Says that a method was called and has not returned.
   *
   * @param part the method
   */
  record Asked(Part part) implements Answer {}

  /**
   * Says why a provider cannot be used.
   *
   * @param code what kind of failure
   * @param message one clause, for people
   */
  record Refused(ErrorCode code, String message) implements Answer {}

  /**
   * Spells a {@link BackendInfo}, which can gain properties, as what travels.
   *
   * @param id short and stable
   * @param name for people
   * @param layers the kinds of layers that it compiles
   * @param places where it can compute
   * @param deviations the differences from the pinned semantics
   * @param tunings how far its workers can be adjusted, and what each lacks
   * @param options the names of its own options
   * @param variablePrefixes what the names of the variables that the engine reads begin with
   */
  record Described(
      String id,
      String name,
      List<LayerKind> layers,
      Places places,
      List<Deviation> deviations,
      Map<Tuning, Limits> tunings,
      List<String> options,
      List<String> variablePrefixes)
      implements Answer {

    /**
     * Says where a backend can compute.
     *
     * @param devices the devices
     * @param platforms where its natives run; empty means everywhere
     */
    public record Places(List<Device> devices, List<Platform> platforms) {}

    /**
     * Spells {@link TuningLimits}.
     *
     * @param missing the kinds of layers that it does not compile then
     * @param deviations further differences from the pinned semantics
     * @param missingOptions the options that it does not have then
     */
    public record Limits(
        List<LayerKind> missing, List<Deviation> deviations, List<String> missingOptions) {

      private static Limits of(TuningLimits limits) {
        return new Limits(
            limits.missing().stream().sorted().toList(),
            limits.deviations(),
            limits.missingOptions().stream().sorted().toList());
      }

      private TuningLimits limits() {
        return TuningLimits.builder()
            .missing(Set.copyOf(missing))
            .deviations(deviations)
            .missingOptions(Set.copyOf(missingOptions))
            .build();
      }
    }

    /** Spells what a backend says about itself. */
    public static Described of(BackendInfo info) {
      Map<Tuning, Limits> tunings = new TreeMap<>();
      info.tunings()
          .forEach(
              tuning ->
                  tunings.put(
                      tuning, Limits.of(info.limits().getOrDefault(tuning, TuningLimits.NONE))));
      return new Described(
          info.id(),
          info.name(),
          info.layers().stream().sorted().toList(),
          new Places(
              info.devices().stream().sorted().toList(),
              info.platforms().stream().sorted(Comparator.comparing(Platform::toString)).toList()),
          info.deviations(),
          tunings,
          info.options().stream().sorted().toList(),
          info.variablePrefixes().stream().sorted().toList());
    }

    /** Returns what was spelled. */
    public BackendInfo info() {
      return BackendInfo.builder(id, name, Set.copyOf(layers))
          .devices(Set.copyOf(places.devices()))
          .platforms(Set.copyOf(places.platforms()))
          .deviations(deviations)
          .tunings(tunings.keySet())
          .limits(
              tunings.entrySet().stream()
                  .filter(each -> !each.getValue().limits().equals(TuningLimits.NONE))
                  .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().limits())))
          .options(Set.copyOf(options))
          .variablePrefixes(Set.copyOf(variablePrefixes))
          .build();
    }
  }

  /**
   * Spells {@link LaunchOptions}, which can gain properties, as what travels.
   *
   * @param jvmFlags flags for {@code java}, in order
   * @param environment variables added to the worker's environment
   */
  record Launched(List<String> jvmFlags, Map<String, String> environment) implements Answer {

    /** Spells what a worker's JVM needs. */
    public static Launched of(LaunchOptions options) {
      return new Launched(options.jvmFlags(), new TreeMap<>(options.environment()));
    }

    /** Returns what was spelled. */
    public LaunchOptions options() {
      return LaunchOptions.builder().jvmFlags(jvmFlags).environment(environment).build();
    }
  }
}

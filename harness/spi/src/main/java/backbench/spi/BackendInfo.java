package backbench.spi;

import backbench.graph.LayerKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a backend without starting it.
 *
 * @param id short and stable, lower case with hyphens: {@code djl-pytorch}
 * @param name for people: {@code DJL on PyTorch}
 * @param layers the kinds of layers that it compiles; with a tuning, those that {@link #under} says
 * @param devices where it can compute
 * @param platforms where this plugin's natives run; empty means everywhere
 * @param deviations differences from the pinned semantics that cannot be avoided, whatever the
 *     tuning
 * @param tunings how far its workers can be adjusted
 * @param limits what it cannot do with one of these tunings only
 */
public record BackendInfo(
    String id,
    String name,
    Set<LayerKind> layers,
    Set<Device> devices,
    Set<Platform> platforms,
    List<Deviation> deviations,
    Set<Tuning> tunings,
    Map<Tuning, TuningLimits> limits) {

  private static final Set<Tuning> USUAL = EnumSet.of(Tuning.BEST, Tuning.AS_IT_COMES);

  /** Describes a backend that has no training loop beside its own. */
  public BackendInfo(
      String id,
      String name,
      Set<LayerKind> layers,
      Set<Device> devices,
      Set<Platform> platforms,
      List<Deviation> deviations) {
    this(id, name, layers, devices, platforms, deviations, USUAL);
  }

  /** Describes a backend that does the same with each of its tunings. */
  public BackendInfo(
      String id,
      String name,
      Set<LayerKind> layers,
      Set<Device> devices,
      Set<Platform> platforms,
      List<Deviation> deviations,
      Set<Tuning> tunings) {
    this(id, name, layers, devices, platforms, deviations, tunings, Map.of());
  }

  /** Copies the collections. */
  public BackendInfo {
    layers = Set.copyOf(layers);
    devices = Set.copyOf(devices);
    platforms = Set.copyOf(platforms);
    deviations = List.copyOf(deviations);
    tunings = Set.copyOf(tunings);
    limits = Map.copyOf(limits);
  }

  /** Describes the backend as it is with one tuning: fewer layers, more deviations, if any. */
  public BackendInfo under(Tuning tuning) {
    TuningLimits limit = limits.getOrDefault(tuning, TuningLimits.NONE);
    return new BackendInfo(
        id,
        name,
        layers.stream()
            .filter(kind -> !limit.missing().contains(kind))
            .collect(Collectors.toUnmodifiableSet()),
        devices,
        platforms,
        Stream.concat(deviations.stream(), limit.deviations().stream()).toList(),
        tunings);
  }

  /** Tells whether the backend's natives run on a platform. */
  public boolean runsOn(Platform platform) {
    return platforms.isEmpty() || platforms.contains(platform);
  }
}

package backbench.spi;

import backbench.graph.LayerKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Describes a backend without starting it.
 *
 * @param id short and stable, lower case with hyphens: {@code djl-pytorch}
 * @param name for people: {@code DJL on PyTorch}
 * @param layers the kinds of layers that it compiles
 * @param devices where it can compute
 * @param platforms where this plugin's natives run; empty means everywhere
 * @param deviations differences from the pinned semantics that cannot be avoided
 * @param tunings how far its workers can be adjusted
 */
public record BackendInfo(
    String id,
    String name,
    Set<LayerKind> layers,
    Set<Device> devices,
    Set<Platform> platforms,
    List<Deviation> deviations,
    Set<Tuning> tunings) {

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

  /** Copies the collections. */
  public BackendInfo {
    layers = Set.copyOf(layers);
    devices = Set.copyOf(devices);
    platforms = Set.copyOf(platforms);
    deviations = List.copyOf(deviations);
    tunings = Set.copyOf(tunings);
  }

  /** Tells whether the backend's natives run on a platform. */
  public boolean runsOn(Platform platform) {
    return platforms.isEmpty() || platforms.contains(platform);
  }
}

package backbench.spi;

import backbench.graph.LayerKind;
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
 */
public record BackendInfo(
    String id,
    String name,
    Set<LayerKind> layers,
    Set<Device> devices,
    Set<Platform> platforms,
    List<Deviation> deviations) {

  /** Copies the collections. */
  public BackendInfo {
    layers = Set.copyOf(layers);
    devices = Set.copyOf(devices);
    platforms = Set.copyOf(platforms);
    deviations = List.copyOf(deviations);
  }

  /** Tells whether the backend's natives run on a platform. */
  public boolean runsOn(Platform platform) {
    return platforms.isEmpty() || platforms.contains(platform);
  }
}

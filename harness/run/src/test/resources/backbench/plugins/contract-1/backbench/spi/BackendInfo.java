package backbench.spi;

// As the first contract had it, and plugins called it.
public record BackendInfo(
    String id,
    String name,
    java.util.Set<backbench.graph.LayerKind> layers,
    java.util.Set<Device> devices,
    java.util.Set<Platform> platforms,
    java.util.List<Deviation> deviations) {}

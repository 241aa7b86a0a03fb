package backbench.run.plan;

import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.results.CellKey;
import backbench.results.Status;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what is asked of it with what its backend declares. */
public final class Support {

  private Support() {}

  /**
   * Says why a cell is not tried.
   *
   * @param status {@code UNAVAILABLE} or {@code UNSUPPORTED}
   * @param reason one clause, for people
   */
  public record Obstacle(Status status, String reason) {}

  /** Finds what keeps a backend from computing a cell on a platform; empty if nothing does. */
  public static Optional<Obstacle> obstacle(
      BackendInfo info, ResolvedGraph graph, CellKey key, Platform platform) {
    if (!info.runsOn(platform)) {
      return Optional.of(new Obstacle(Status.UNAVAILABLE, unavailable(info, platform)));
    }
    return missing(info, graph, key.configuration())
        .map(reason -> new Obstacle(Status.UNSUPPORTED, reason));
  }

  /** Says that a backend has no build for a platform, and for which it has one. */
  static String unavailable(BackendInfo info, Platform platform) {
    return "%s has no build for %s; it has: %s"
        .formatted(
            info.id(),
            platform,
            info.platforms().stream()
                .map(Platform::toString)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  /** Says what a cell asks for and its backend does not declare; empty if it declares all. */
  private static Optional<String> missing(
      BackendInfo info, ResolvedGraph graph, CellKey.Configuration asked) {
    if (!info.devices().contains(asked.device())) {
      return Optional.of(
          "%s computes on %s only, not on %s"
              .formatted(
                  info.id(),
                  info.devices().stream()
                      .sorted()
                      .map(Support::spelled)
                      .collect(Collectors.joining(", ")),
                  spelled(asked.device())));
    }
    if (!info.tunings().contains(asked.tuning())) {
      return Optional.of(
          asked.tuning() == Tuning.ENGINE_LOOP
              ? "the engine of " + info.id() + " has no training loop of its own"
              : info.id() + " has no tuning " + spelled(asked.tuning()));
    }
    Set<LayerKind> missing = EnumSet.copyOf(graph.kinds());
    missing.removeAll(info.under(asked.tuning()).layers());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    // It computes them with another tuning.
    boolean lacking = info.layers().containsAll(missing);
    return Optional.of(
        info.id()
            + " does not compute "
            + missing.stream().map(LayerKind::id).collect(Collectors.joining(", "))
            + (lacking ? " with tuning " + spelled(asked.tuning()) : ""));
  }

  private static String spelled(Enum<?> constant) {
    return constant instanceof Device ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
  }
}

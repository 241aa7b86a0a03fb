package backbench.run;

import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.results.CellKey;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
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
   * Says what a backend does not do of what is asked of it.
   *
   * @return one clause, for people; empty if the backend declares all of it
   */
  public static Optional<String> missing(
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
              ? info.id() + " has no engine with a training loop of its own"
              : info.id() + " has no tuning " + spelled(asked.tuning()));
    }
    Set<LayerKind> missing = EnumSet.copyOf(graph.kinds());
    missing.removeAll(info.under(asked.tuning()).layers());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    // What it does with another tuning, it lacks with this one.
    boolean lacking = info.layers().containsAll(missing);
    return Optional.of(
        info.id()
            + " does not do "
            + missing.stream().map(LayerKind::id).collect(Collectors.joining(", "))
            + (lacking ? " with tuning " + spelled(asked.tuning()) : ""));
  }

  private static String spelled(Enum<?> constant) {
    return constant instanceof Device ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
  }
}

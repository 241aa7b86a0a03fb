package backbench.spi;

import backbench.graph.LayerKind;
import java.util.List;
import java.util.Set;

/**
 * Says what a backend cannot do with one tuning, and otherwise can.
 *
 * @param missing kinds of layers that it does not compile then
 * @param deviations differences from the pinned semantics that cannot be avoided then, beside those
 *     of all tunings
 */
public record TuningLimits(Set<LayerKind> missing, List<Deviation> deviations) {

  /** No limits. */
  public static final TuningLimits NONE = new TuningLimits(Set.of(), List.of());

  /** Copies the collections. */
  public TuningLimits {
    missing = Set.copyOf(missing);
    deviations = List.copyOf(deviations);
  }
}

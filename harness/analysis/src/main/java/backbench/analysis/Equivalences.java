package backbench.analysis;

import backbench.analysis.numbers.Equivalence;
import backbench.analysis.numbers.Equivalence.Difference;
import backbench.analysis.numbers.Equivalence.Verdict;
import backbench.stats.PairedDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether identical networks reach the same accuracy. */
final class Equivalences {

  private Equivalences() {}

  /**
   * Returns the verdicts by cell; none where fewer than two cells have an accuracy.
   *
   * @param margin the largest difference that does not matter; null where the suite names none, and
   *     there is nothing to judge by
   */
  static Map<Integer, Equivalence> of(
      List<MeasuredCell> workload, Optional<MeasuredCell> baseline, @Nullable Double margin) {
    List<MeasuredCell> cells =
        workload.stream().filter(cell -> !cell.samples().accuracyBySeed().isEmpty()).toList();
    Map<Integer, Equivalence> equivalences = new HashMap<>();
    if (cells.size() > 1 && margin != null) {
      MeasuredCell reference = reference(cells, baseline);
      cells.forEach(cell -> equivalences.put(cell.index(), of(cell, reference, margin)));
    }
    return equivalences;
  }

  /** Takes the baseline, else the first with a certificate, else the first. */
  private static MeasuredCell reference(List<MeasuredCell> cells, Optional<MeasuredCell> baseline) {
    return baseline
        .flatMap(
            chosen -> cells.stream().filter(cell -> cell.index() == chosen.index()).findFirst())
        .or(() -> cells.stream().filter(cell -> cell.result().status().ranked()).findFirst())
        .orElse(cells.get(0));
  }

  private static Equivalence of(MeasuredCell cell, MeasuredCell reference, double margin) {
    Map<Long, Double> own = cell.samples().accuracyBySeed();
    if (cell.index() == reference.index()) {
      return new Equivalence(reference.index(), Verdict.REFERENCE, own.size(), Optional.empty());
    }
    Optional<PairedDifference> difference =
        PairedDifference.of(own, reference.samples().accuracyBySeed(), step(cell));
    return new Equivalence(
        reference.index(),
        difference
            .map(each -> verdict(cell, reference, each, margin))
            .orElse(Verdict.NO_COMMON_SEED),
        difference.map(PairedDifference::seeds).orElse(0),
        difference.map(each -> new Difference(each.value(), each.interval())));
  }

  private static Verdict verdict(
      MeasuredCell cell, MeasuredCell reference, PairedDifference difference, double margin) {
    if (cell.forksLost()) {
      return Verdict.FORKS_LOST;
    }
    if (reference.forksLost()) {
      return Verdict.REFERENCE_FORKS_LOST;
    }
    return switch (difference.within(margin)) {
      case EQUIVALENT -> Verdict.EQUIVALENT;
      case DIFFERENT -> Verdict.DIFFERENT;
      case NOT_SHOWN -> Verdict.NOT_SHOWN;
    };
  }

  /** Returns what one test sample makes. */
  private static double step(MeasuredCell cell) {
    return 1.0 / Math.max(1, cell.result().recipe().testSamples());
  }
}

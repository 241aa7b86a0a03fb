package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the network of a cell learned.
 *
 * @param epochs the most epochs of a measured fork
 * @param curves what is known after each epoch and the last; quantities that were never measured
 *     are left out
 * @param gap training accuracy less test accuracy after the last epoch, taken fork by fork; absent
 *     where no training samples were evaluated
 * @param equivalence how its accuracy compares with that of the reference; absent where no other
 *     cell of the workload has one
 * @param confusions which class was taken for which; absent where that was not counted
 * @param samplers how its samplers magnify, one for each sampler and fork in which it was looked at
 */
public record Learning(
    int epochs,
    List<EpochCurve> curves,
    Optional<Estimate> gap,
    Optional<Equivalence> equivalence,
    Optional<Confusions> confusions,
    List<SamplerLengths> samplers) {

  /** Copies the lists. */
  public Learning {
    curves = List.copyOf(curves);
    samplers = List.copyOf(samplers);
  }

  /** Returns what is known of a quantity after each epoch; empty if it was never measured. */
  public Optional<EpochCurve> curve(EpochQuantity quantity) {
    return curves.stream().filter(curve -> curve.quantity() == quantity).findFirst();
  }

  /** Returns a quantity after the last epoch; empty if it was never measured. */
  public Optional<Estimate> last(EpochQuantity quantity) {
    return curve(quantity).flatMap(EpochCurve::last);
  }

  /**
   * Says how a sampler magnifies the first test samples.
   *
   * @param fork from 0
   * @param node the sampler
   * @param magnifications how many times as large a length of each sample is in what is handed on;
   *     absent where the sample is folded flat or out of sight
   */
  public record SamplerLengths(int fork, String node, List<Optional<Double>> magnifications) {

    /** Copies the list. */
    public SamplerLengths {
      magnifications = List.copyOf(magnifications);
    }
  }
}

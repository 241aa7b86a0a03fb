package backbench.certificate;

import backbench.graph.Layer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Deviation;
import java.util.List;
import java.util.Locale;

/**
 * Says how far the differences that a backend declares may lead on a network.
 *
 * <p>That of a moving variance follows from the network. The pinned one is m' = momentum · m + (1 -
 * momentum) · v, with v the mean of N squares; an engine that corrects v for the sample's mean
 * (Bessel) takes v · N / (N - 1), and is off by (1 - momentum) / (N - 1) · v = (m' - momentum · m)
 * / (N - 1). No more is allowed. Any other role has the bound that was declared.
 */
final class Allowances {

  /** Both forms are computed in single precision. */
  private static final double ROUNDING = 1e-4;

  private final ResolvedGraph graph;
  private final List<Deviation> deviations;

  Allowances(ResolvedGraph graph, List<Deviation> deviations) {
    this.graph = graph;
    this.deviations = deviations;
  }

  /**
   * Returns how far a moving statistic may be off.
   *
   * @param samples in the step's batch
   * @param before its value before the step
   * @param after its value after the step, as it is pinned
   */
  double of(ParameterInfo info, int samples, double before, double after) {
    ResolvedNode owner =
        graph.nodes().stream()
            .filter(node -> node.parameters().contains(info))
            .findFirst()
            .orElseThrow();
    double allowed = 0;
    for (Deviation deviation : deviations) {
      if (deviation.layer() == owner.layer().kind() && deviation.role() == info.role()) {
        allowed =
            Math.max(
                allowed,
                owner.layer() instanceof Layer.BatchNorm norm
                        && info.role() == ParameterRole.MOVING_VARIANCE
                    ? (1 + ROUNDING)
                        * Math.abs(after - norm.momentum() * before)
                        / Math.max(1, values(owner, samples) - 1)
                    : deviation.relativeBound() * Math.abs(after));
      }
    }
    return allowed;
  }

  private static double values(ResolvedNode node, int samples) {
    return (double) samples * node.outputShape().height() * node.outputShape().width();
  }

  /**
   * Lists what is allowed for on this network, in words.
   *
   * @param samples in the smallest batch, which allows most
   */
  List<String> inWords(int samples) {
    return deviations.stream()
        .filter(deviation -> graph.kinds().contains(deviation.layer()))
        .map(
            deviation ->
                String.format(
                    Locale.ROOT,
                    "%s %s: %s (by up to %.3g)",
                    deviation.layer().id(),
                    deviation.role().suffix(),
                    deviation.reason(),
                    bound(deviation, samples)))
        .toList();
  }

  private double bound(Deviation deviation, int samples) {
    double largest = 0;
    for (ResolvedNode node : graph.nodes()) {
      if (deviation.role() == ParameterRole.MOVING_VARIANCE
          && node.layer() instanceof Layer.BatchNorm norm) {
        largest = Math.max(largest, (1 - norm.momentum()) / Math.max(1, values(node, samples) - 1));
      }
    }
    return largest > 0 ? largest : deviation.relativeBound();
  }
}

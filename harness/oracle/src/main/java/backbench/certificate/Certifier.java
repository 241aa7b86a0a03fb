package backbench.certificate;

import backbench.commons.Identity;
import backbench.graph.ResolvedGraph;
import backbench.random.PinnedRandom;
import backbench.spi.Backend;
import backbench.spi.BackendInfo;
import backbench.spi.Deviation;
import java.util.Locale;

/** Compares a backend with the oracle on a network, rule by rule. */
public final class Certifier {

  private static final int DRAWS = 4;

  private Certifier() {}

  /**
   * Certifies a backend for a network; dropout is compared at rate 0.
   *
   * <p>A backend that throws fails the rules that it keeps from being checked; the others go on.
   * Takes some seconds and about 150 bytes of memory for each of a network's parameters, if these
   * are millions.
   *
   * @param info the backend's description, with its declared deviations
   * @param backend the running backend; stays open
   * @param graph the network, as it is to be trained
   * @param recipe weights, batches and optimiser
   */
  public static Certificate certify(
      BackendInfo info, Backend backend, ResolvedGraph graph, CertificationRecipe recipe) {
    ResolvedGraph still = graph.graph().withoutDropout().resolve();
    OracleTrial trial = undisturbedTrial(still, recipe);
    Examination examination = new Examination(info, backend, still, recipe, trial);
    return new Certificate(
        Certificate.FORMAT_VERSION,
        info.id(),
        graph.id(),
        Identity.digest(graph),
        examination.run(),
        info.deviations().stream()
            .filter(deviation -> graph.kinds().contains(deviation.layer()))
            .map(Certifier::inWords)
            .toList());
  }

  /**
   * Draws until noise tips no rectifier and no pool in the step whose gradients are compared; a
   * network too large for that keeps the draw that tips the fewest, and their effect in its
   * tolerances.
   */
  private static OracleTrial undisturbedTrial(ResolvedGraph graph, CertificationRecipe recipe) {
    OracleTrial best = trial(graph, recipe, 0);
    for (int draw = 1; draw < DRAWS && best.tippedBranches() > 0; draw++) {
      OracleTrial next = trial(graph, recipe, draw);
      if (next.tippedBranches() < best.tippedBranches()) {
        best = next;
      }
    }
    best.begin();
    return best;
  }

  private static OracleTrial trial(ResolvedGraph graph, CertificationRecipe recipe, int draw) {
    long seed = PinnedRandom.stream(recipe.seed(), "certificate draw", draw).nextLong();
    Exercise exercise = Exercise.draw(graph, recipe, seed);
    return new OracleTrial(graph, exercise, recipe.training().optimizer());
  }

  private static String inWords(Deviation deviation) {
    return String.format(
        Locale.ROOT,
        "%s %s: %s (by up to %.3g)",
        deviation.layer().id(),
        deviation.role().suffix(),
        deviation.reason(),
        deviation.relativeBound());
  }
}

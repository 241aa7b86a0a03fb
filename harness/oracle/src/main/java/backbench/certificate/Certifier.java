package backbench.certificate;

import backbench.certificate.exercise.Exercise;
import backbench.commons.Identity;
import backbench.graph.ResolvedGraph;
import backbench.random.PinnedRandom;
import backbench.spi.Backend;
import backbench.spi.BackendInfo;
import backbench.spi.Batch;
import java.util.Optional;

/** Compares a backend with the oracle on a network, rule by rule. */
public final class Certifier {

  private static final int DRAWS = 4;

  /** So many tipped branches leave a chance of one in twenty for none. */
  private static final int MOST_TIPPED = 3;

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
    return certify(info, backend, graph, recipe, Optional.empty()).certificate();
  }

  /**
   * Certifies a backend for a network, on the draw that was chosen before if one is known.
   *
   * <p>The choice among the draws depends on the oracle alone, and makes up a good third of the
   * time. If the draw does not tip as many branches as it is said to, the choice is made again.
   * Whether it is the best of all is not checked: that takes as long as to choose. So the caller
   * hands over what this method has returned to it, and nothing that was on a disk.
   *
   * @param known the draw that was chosen for the same network and recipe before
   */
  public static Certified certify(
      BackendInfo info,
      Backend backend,
      ResolvedGraph graph,
      CertificationRecipe recipe,
      Optional<Draw> known) {
    ResolvedGraph still = graph.graph().withoutDropout().resolve();
    Chosen chosen = chosen(still, recipe, known);
    chosen.trial().begin();
    int samples =
        chosen.trial().exercise().batches().stream().mapToInt(Batch::size).min().orElse(1);
    Allowances allowances = new Allowances(still, info.deviations());
    Examination examination =
        new Examination(allowances, backend, recipe.training(), chosen.trial());
    Certificate certificate =
        new Certificate(
            Certificate.FORMAT_VERSION,
            info.id(),
            graph.id(),
            Identity.digest(graph),
            examination.run(),
            allowances.inWords(samples));
    Draw draw = new Draw(chosen.draw(), chosen.trial().tippedBranches());
    return new Certified(certificate, draw, recipe, chosen.trial());
  }

  /** Holds a certificate and what it was made on. */
  public static final class Certified {
    private final Certificate certificate;
    private final Draw draw;
    private final CertificationRecipe recipe;
    private final OracleTrial trial;

    private Certified(
        Certificate certificate, Draw draw, CertificationRecipe recipe, OracleTrial trial) {
      this.certificate = certificate;
      this.draw = draw;
      this.recipe = recipe;
      this.trial = trial;
    }

    /** Returns the certificate, rule by rule. */
    public Certificate certificate() {
      return certificate;
    }

    /** Returns the draw to hand to the next certificate of the same network and recipe. */
    public Draw draw() {
      return draw;
    }

    /**
     * Finds out which mistakes such a certificate sees.
     *
     * <p>Takes about as long as the certificate, and depends on no backend.
     */
    public Power power() {
      return Power.of(trial, recipe);
    }
  }

  private record Chosen(int draw, OracleTrial trial) {}

  private static Chosen chosen(
      ResolvedGraph graph, CertificationRecipe recipe, Optional<Draw> known) {
    if (known.isPresent() && known.get().number() < DRAWS) {
      OracleTrial again = trial(graph, recipe, known.get().number());
      if (again.tippedBranches() == known.get().tippedBranches()) {
        return new Chosen(known.get().number(), again);
      }
    }
    return undisturbed(graph, recipe);
  }

  /**
   * Draws until noise tips no rectifier and no pool in the step whose gradients are compared; a
   * network too large for that keeps the draw that tips the fewest, and their effect in its
   * tolerances.
   *
   * <p>Tips are rare and independent. So where some tip on one draw, none do on another with a
   * probability of e to the power of minus their number: of many, it is not worth another draw.
   */
  private static Chosen undisturbed(ResolvedGraph graph, CertificationRecipe recipe) {
    Chosen best = new Chosen(0, trial(graph, recipe, 0));
    for (int draw = 1; draw < DRAWS && isHopeful(best.trial().tippedBranches()); draw++) {
      OracleTrial next = trial(graph, recipe, draw);
      if (next.tippedBranches() < best.trial().tippedBranches()) {
        best = new Chosen(draw, next);
      }
    }
    return best;
  }

  private static boolean isHopeful(int tipped) {
    return tipped > 0 && tipped <= MOST_TIPPED;
  }

  private static OracleTrial trial(ResolvedGraph graph, CertificationRecipe recipe, int draw) {
    long seed = PinnedRandom.stream(recipe.seed(), "certificate draw", draw).nextLong();
    return new OracleTrial(graph, Exercise.draw(graph, recipe.frame(), seed));
  }
}

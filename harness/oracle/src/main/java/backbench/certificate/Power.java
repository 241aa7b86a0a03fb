package backbench.certificate;

import backbench.graph.ResolvedGraph;
import backbench.oracle.mutant.OracleMutant;
import backbench.oracle.mutant.OracleMutants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which mistakes a certificate of a network and a recipe sees.
 *
 * <p>The oracle makes each mistake in turn, and is put through the rules like a backend. A mistake
 * counts as seen if something is beyond {@value #BEYOND} times its tolerance: a correct backend
 * uses up to half of it, so one that makes the mistake and also rounds cannot come back within it.
 *
 * <p>For speed each mistake is looked for where it shows first, so a certificate may see more.
 *
 * <p>That depends on the network, the recipe and the oracle, and on no backend.
 *
 * @param seen by mistake, in a fixed order
 */
public record Power(Map<String, Boolean> seen) {

  static final double BEYOND = 1.5;

  /** How far one element of a gradient is off in the mistakes that name a parameter. */
  private static final double ELEMENT = 0.01;

  /** Copies the map, in its order. */
  public Power {
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  /** Lists what the certificate does not see. */
  public List<String> unseen() {
    List<String> names = new ArrayList<>();
    seen.forEach(
        (name, caught) -> {
          if (!caught) {
            names.add(name);
          }
        });
    return names;
  }

  static Power of(OracleTrial trial, CertificationRecipe recipe) {
    ResolvedGraph graph = trial.graph();
    Map<String, Boolean> seen = new LinkedHashMap<>();
    for (OracleMutant mutant : OracleMutants.of(graph, recipe.training().optimizer())) {
      seen.put(mutant.name(), sees(trial, recipe, mutant));
    }
    for (Expected gradient : trial.gradients()) {
      // Of a bias before a batch norm there is only noise: nothing that could be wrong.
      if (gradient.size() > gradient.tolerance()) {
        // An element of the tensor's size, off by a part of it.
        double off = ELEMENT * gradient.size();
        seen.put(
            "one gradient of " + gradient.name() + " off by 1%",
            off > BEYOND * gradient.tolerance());
      }
    }
    return new Power(seen);
  }

  private static boolean sees(OracleTrial trial, CertificationRecipe recipe, OracleMutant mutant) {
    try (OracleBackend backend = new OracleBackend(mutant)) {
      Allowances none = new Allowances(trial.graph(), List.of());
      return new Examination(none, backend, recipe.training(), trial)
          .sees(BEYOND, mutant.onlyOptimizes());
    }
  }
}

package backbench.run.certify;

import static java.util.Objects.requireNonNull;

import backbench.certificate.CertificationRecipe;
import backbench.commons.Identity;
import backbench.data.Scaling;
import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.specs.RecipeSpec;
import backbench.spi.TrainingSpec;
import java.util.OptionalInt;

/**
 * Says what is to be certified.
 *
 * @param plugin the backend
 * @param configuration its id and digest, and how it runs
 * @param graph the network
 * @param recipe how it is trained
 * @param seed starts weights and batches
 * @param batch samples in the first batch; empty for as many as are needed
 * @param timeoutSeconds after which the attempt is given up; at least ten minutes are given
 */
record Subject(
    Plugin plugin,
    CellKey.Configuration configuration,
    ResolvedGraph graph,
    RecipeSpec recipe,
    long seed,
    OptionalInt batch,
    double timeoutSeconds) {

  private static final int HIGHEST_PIXEL = 255;

  CertificationRecipe certificationRecipe() {
    Scaling scaling = recipe.scaling();
    float first = scaling.apply(0);
    float last = scaling.apply(HIGHEST_PIXEL);
    CertificationRecipe made =
        CertificationRecipe.of(new TrainingSpec(recipe.optimizer()))
            .withSeed(seed)
            .withInitial(recipe.initializers())
            .withInputs(Math.min(first, last), Math.max(first, last));
    return batch.isPresent() ? made.withBatchSize(batch.getAsInt()) : made;
  }

  /** Returns what of the recipe a certificate depends on; the length of the training is not. */
  String recipeDigest() {
    return recipe.certifiedDigest(seed);
  }

  String pluginDigest() {
    return requireNonNull(configuration.pluginDigest(), "an installed plugin has a digest");
  }

  CertificateResult.Subject facts() {
    return new CertificateResult.Subject(pluginDigest(), Identity.digest(graph), recipeDigest());
  }
}

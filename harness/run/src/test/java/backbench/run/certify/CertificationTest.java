package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.certificate.Certificate;
import backbench.data.Scaling;
import backbench.plugins.Plugin;
import backbench.results.CertificateResult;
import backbench.run.ToySuite;
import backbench.run.worker.Workers;
import backbench.specs.RecipeSpec;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificationTest {

  @TempDir Path folder;

  private static final Surroundings HERE =
      new Surroundings("code", List.of("-flag"), "java", "platform", "processor");

  @Test
  void aCertificateHoldsWhereItWasMade() throws Exception {
    Workers workers = workers();
    Certification.Subject subject = subject();
    Certification here = new Certification(workers, folder, HERE);
    assertThat(here.make(subject).problem()).isNull();
    assertThat(here.cached(subject)).isPresent();

    for (Surroundings elsewhere :
        List.of(
            new Surroundings("another", HERE.flags(), HERE.java(), HERE.platform(), "processor"),
            new Surroundings("code", List.of(), HERE.java(), HERE.platform(), "processor"),
            new Surroundings("code", HERE.flags(), "another", HERE.platform(), "processor"),
            new Surroundings("code", HERE.flags(), HERE.java(), "another", "processor"),
            new Surroundings("code", HERE.flags(), HERE.java(), HERE.platform(), "another"))) {
      assertThat(new Certification(workers, folder, elsewhere).cached(subject))
          .as("%s", elsewhere)
          .isEmpty();
    }
    for (Certification.Subject other : others(subject)) {
      assertThat(here.cached(other)).as("%s", other).isEmpty();
    }
  }

  @Test
  void aCertificateThatWasKeptInAnotherFormatIsMadeAgain() throws Exception {
    Certification here = new Certification(workers(), folder, HERE);
    Certification.Subject subject = subject();
    here.make(subject);
    Path kept;
    try (Stream<Path> files = Files.list(folder.resolve("certificates"))) {
      kept = files.findFirst().orElseThrow();
    }
    String text = Files.readString(kept);

    Files.writeString(kept, text.replace("\"formatVersion\" : 2", "\"formatVersion\" : 1"));
    assertThat(here.cached(subject)).isEmpty();
    Files.writeString(kept, text);
    assertThat(here.cached(subject)).isPresent();
  }

  @Test
  void resultsNameTheFormatOfTheCertificatesThatThisBuildMakes() {
    assertThat(CertificateResult.CURRENT_FORMAT).isEqualTo(Certificate.FORMAT_VERSION);
  }

  /** Returns subjects that differ in one thing that a certificate depends on. */
  private static List<Certification.Subject> others(Certification.Subject one) {
    return List.of(
        with(one, "another", one.recipe(), Device.CPU, 1, Tuning.BEST, 1),
        with(one, one.pluginDigest(), scaled(one.recipe()), Device.CPU, 1, Tuning.BEST, 1),
        with(one, one.pluginDigest(), one.recipe(), Device.GPU, 1, Tuning.BEST, 1),
        with(one, one.pluginDigest(), one.recipe(), Device.CPU, 2, Tuning.BEST, 1),
        with(one, one.pluginDigest(), one.recipe(), Device.CPU, 1, Tuning.AS_IT_COMES, 1),
        with(one, one.pluginDigest(), one.recipe(), Device.CPU, 1, Tuning.BEST, 2));
  }

  private static RecipeSpec scaled(RecipeSpec recipe) {
    return new RecipeSpec(
        recipe.optimizer(),
        recipe.batch(),
        recipe.epochs(),
        recipe.scaling().equals(Scaling.UNIT) ? Scaling.CENTERED : Scaling.UNIT,
        recipe.shuffle(),
        recipe.selection(),
        recipe.initializers(),
        recipe.augmentation());
  }

  private static Certification.Subject with(
      Certification.Subject one,
      String pluginDigest,
      RecipeSpec recipe,
      Device device,
      int threads,
      Tuning tuning,
      long seed) {
    return new Certification.Subject(
        one.plugin(),
        pluginDigest,
        one.graph(),
        recipe,
        device,
        threads,
        tuning,
        seed,
        one.timeoutSeconds());
  }

  @Test
  void theChosenDrawIsKeptForTheNextBackendAndADamagedOneIsMadeAnew() throws Exception {
    Certification here = new Certification(workers(), folder, HERE);
    CertificateResult first = here.make(subject());
    List<Path> draws;
    try (Stream<Path> files = Files.list(folder.resolve("draws"))) {
      draws = files.toList();
    }
    assertThat(draws).hasSize(1);
    String kept = Files.readString(draws.get(0));
    assertThat(kept).matches("draw [0-3] tips \\d+ branches\n");

    for (String damaged :
        List.of("", "draw 7 tips 0 branches\n", "draw 2 tips 999 branches\n", "\u0000\u00ff")) {
      Files.writeString(draws.get(0), damaged);
      CertificateResult again = here.make(subject());
      assertThat(again.checks()).as(damaged).isEqualTo(first.checks());
      assertThat(draws.get(0)).hasContent(kept);
    }
  }

  private Workers workers() throws Exception {
    try (Stream<Path> jars = Files.list(ToyPlugins.workerLibrary(folder.resolve("worker")))) {
      return new Workers(jars.sorted().toList(), folder);
    }
  }

  private Certification.Subject subject() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
    Plugin plugin =
        ToyPlugins.find(folder.resolve("home"), List.of(folder.resolve("plugins")))
            .plugin("good")
            .orElseThrow();
    return new Certification.Subject(
        plugin,
        plugin.digest(),
        ToySuite.linear().graph(),
        ToySuite.recipe(),
        Device.CPU,
        1,
        Tuning.BEST,
        1,
        60);
  }
}

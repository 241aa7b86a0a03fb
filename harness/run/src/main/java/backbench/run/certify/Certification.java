package backbench.run.certify;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.commons.AtomicFile;
import backbench.commons.CanonicalJson;
import backbench.commons.Identity;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CertificateResult;
import backbench.results.Status;
import backbench.results.file.ResultJson;
import backbench.results.file.RunFolder;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.Workers;
import backbench.specs.RecipeSpec;
import backbench.spi.Device;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Certifies backends, each in a worker of its own, and remembers what passed.
 *
 * <p>A certificate holds for as long as nothing changes that it depends on: the plugin's jars, the
 * network, the recipe, device, threads and tuning, and the {@link Surroundings}. Only certificates
 * that passed are kept. Kept as well is which of its draws the oracle chose, for the next backend.
 */
final class Certification {

  private static final int HIGHEST_PIXEL = 255;
  private static final double LEAST_TIMEOUT_SECONDS = 600;

  private final Workers workers;
  private final Path folder;
  private final ChosenDraws draws;
  private final Surroundings surroundings;

  /** Certifies in those surroundings. */
  Certification(Workers workers, Path cache, Surroundings surroundings) {
    this.workers = workers;
    this.folder = cache.resolve("certificates");
    this.draws = new ChosenDraws(cache.resolve("draws"));
    this.surroundings = surroundings;
  }

  /**
   * Says what is to be certified.
   *
   * @param plugin the backend
   * @param pluginDigest its digest
   * @param graph the network
   * @param recipe how it is trained
   * @param device where to compute
   * @param threads to compute with
   * @param tuning how far the worker is adjusted
   * @param seed starts weights and batches
   * @param timeoutSeconds after which the attempt is given up; at least ten minutes are given
   */
  record Subject(
      Plugin plugin,
      String pluginDigest,
      ResolvedGraph graph,
      RecipeSpec recipe,
      Device device,
      int threads,
      Tuning tuning,
      long seed,
      double timeoutSeconds) {

    CertificationRecipe certificationRecipe() {
      Scaling scaling = recipe.scaling();
      float first = scaling.apply(0);
      float last = scaling.apply(HIGHEST_PIXEL);
      return CertificationRecipe.of(new TrainingSpec(recipe.optimizer()))
          .withSeed(seed)
          .withInitial(recipe.initializers())
          .withInputs(Math.min(first, last), Math.max(first, last));
    }

    /** What of the recipe a certificate depends on; the length of the training is not. */
    String recipeDigest() {
      return recipe.certifiedDigest(seed);
    }
  }

  /** Finds a certificate in the cache. */
  Optional<CertificateResult> cached(Subject subject) {
    Path file = file(subject);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      CertificateResult kept = ResultJson.read(file, RunFolder.KeptCertificate.class).certificate();
      // A file that was copied or edited proves nothing of this subject.
      return kept.passed() && kept.subject().equals(facts(subject))
          ? Optional.of(kept.fromCache())
          : Optional.empty();
    } catch (BackbenchException e) {
      // A cache that cannot be read is an empty cache: the certificate is made again.
      return Optional.empty();
    }
  }

  /**
   * Makes a certificate, whatever the cache holds.
   *
   * @return never fails because of the backend: the certificate holds the problem
   * @throws InterruptedException if the thread is interrupted
   */
  CertificateResult make(Subject subject) throws InterruptedException {
    AtomicReference<Event.Certified> certified = new AtomicReference<>();
    String exercise = exerciseDigest(subject);
    Instant madeAt = Instant.now();
    WorkerEnd end =
        workers.run(
            new WorkerRequest(
                subject.plugin(),
                subject.device(),
                subject.threads(),
                subject.tuning(),
                subject.seed(),
                Math.max(subject.timeoutSeconds(), LEAST_TIMEOUT_SECONDS),
                config ->
                    new Job.Certify(
                        subject.plugin().id(),
                        Job.Configuration.of(config),
                        subject.graph().graph(),
                        subject.certificationRecipe(),
                        draws.known(exercise))),
            event -> {
              if (event instanceof Event.Certified each) {
                certified.set(each);
              }
            });
    Event.Certified made = certified.get();
    if (made == null || end.status() != Status.OK) {
      // What a worker found that did not end well may be as wrong as its end.
      return new CertificateResult(
          Certificate.FORMAT_VERSION,
          false,
          end.status() == Status.OK
              ? "the worker ended without one"
              : end.status() + ": " + end.reason(),
          new CertificateResult.Making(madeAt, end.wallSeconds(), false),
          facts(subject),
          List.of(),
          List.of());
    }
    draws.keep(exercise, made.draw());
    CertificateResult result = result(subject, madeAt, made);
    if (result.passed()) {
      AtomicFile.write(file(subject), ResultJson.write(new RunFolder.KeptCertificate(result)));
    }
    return result;
  }

  private static CertificateResult result(
      Subject subject, Instant madeAt, Event.Certified certified) {
    Certificate certificate = certified.certificate();
    return new CertificateResult(
        certificate.formatVersion(),
        certificate.passed(),
        null,
        new CertificateResult.Making(madeAt, certified.seconds(), false),
        facts(subject),
        certificate.deviations(),
        certificate.rules().stream()
            .map(
                rule ->
                    new CertificateResult.Check(
                        rule.rule(),
                        rule.title(),
                        rule.worstRelativeError(),
                        rule.tolerance(),
                        rule.passed(),
                        rule.detail()))
            .toList());
  }

  /** Digests what the comparison depends on, bar the backend and its launch. */
  private String exerciseDigest(Subject subject) {
    CertificationRecipe recipe = subject.certificationRecipe();
    return CanonicalJson.object()
        .with("kind", "exercise")
        .with("network", Identity.digest(subject.graph()))
        .with("recipe", subject.recipeDigest())
        // What scaling makes of a pixel is code that the surroundings do not cover.
        .with("input_low", recipe.inputLow())
        .with("input_high", recipe.inputHigh())
        .with("batch", recipe.batchSize())
        .with("steps", recipe.steps())
        .with("surroundings", surroundings.identity())
        .sha256();
  }

  private static CertificateResult.Subject facts(Subject subject) {
    return new CertificateResult.Subject(
        subject.pluginDigest(), Identity.digest(subject.graph()), subject.recipeDigest());
  }

  private Path file(Subject subject) {
    return folder.resolve(
        CanonicalJson.object()
                .with("kind", "certificate")
                .with("format", Certificate.FORMAT_VERSION)
                .with("backend", subject.plugin().id())
                .with("plugin", subject.pluginDigest())
                .with("exercise", exerciseDigest(subject))
                .with("device", subject.device().name())
                .with("threads", subject.threads())
                .with("tuning", subject.tuning().name())
                .sha256()
            + ".json");
  }
}

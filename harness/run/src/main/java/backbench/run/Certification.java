package backbench.run;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.commons.AtomicFile;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CertificateResult;
import backbench.results.ResultJson;
import backbench.results.Status;
import backbench.specs.RecipeSpec;
import backbench.spi.Device;
import backbench.spi.Platform;
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
 * network, the recipe, device, threads and tuning, the harness's own jars (which hold the oracle),
 * the Java version, and the platform and processor, by which engines choose their kernels. Only
 * certificates that passed are kept.
 */
public final class Certification {

  private static final int HIGHEST_PIXEL = 255;
  private static final double LEAST_TIMEOUT_SECONDS = 600;

  private final Workers workers;
  private final Path folder;
  private final String harnessDigest;
  private final String processor;

  /** Certifies on the processor of that name. */
  Certification(Workers workers, Path cache, String harnessDigest, String processor) {
    this.workers = workers;
    this.folder = cache.resolve("certificates");
    this.harnessDigest = harnessDigest;
    this.processor = processor;
  }

  /** Prepares to certify with an installation's workers. */
  public static Certification of(Installation installation) {
    return new Certification(
        new Workers(installation.workerJars(), installation.cache()),
        installation.cache(),
        Digests.jars(installation.workerJars()),
        MachineProbe.processor());
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
  public record Subject(
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
      return Digests.of(
          "certified recipe/1", recipe.optimizer(), recipe.initializers(), recipe.scaling(), seed);
    }
  }

  /**
   * Returns the certificate from the cache, or makes it.
   *
   * @return never fails because of the backend: what went wrong is the certificate's problem
   * @throws InterruptedException if the thread is interrupted
   */
  public CertificateResult certify(Subject subject) throws InterruptedException {
    Optional<CertificateResult> cached = cached(subject);
    return cached.isPresent() ? cached.get() : make(subject);
  }

  /** Finds a certificate in the cache. */
  Optional<CertificateResult> cached(Subject subject) {
    Path file = file(subject);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      CertificateResult kept = ResultJson.read(file, CertificateResult.class);
      return Optional.of(
          new CertificateResult(
              kept.passed(),
              kept.format(),
              kept.madeAt(),
              true,
              kept.pluginDigest(),
              kept.graphDigest(),
              kept.recipeDigest(),
              kept.seconds(),
              kept.problem(),
              kept.deviations(),
              kept.checks()));
    } catch (BackbenchException e) {
      // A cache that cannot be read is an empty cache: the certificate is made again.
      return Optional.empty();
    }
  }

  /**
   * Makes a certificate, whatever the cache says.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public CertificateResult make(Subject subject) throws InterruptedException {
    AtomicReference<Event.Certified> certified = new AtomicReference<>();
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
                        subject.certificationRecipe())),
            event -> {
              if (event instanceof Event.Certified each) {
                certified.set(each);
              }
            });
    Event.Certified made = certified.get();
    if (made == null) {
      return new CertificateResult(
          false,
          Certificate.FORMAT_VERSION,
          madeAt,
          false,
          subject.pluginDigest(),
          subject.graph().digest(),
          subject.recipeDigest(),
          end.wallSeconds(),
          end.status() == Status.OK ? "the worker made none" : end.status() + ": " + end.reason(),
          List.of(),
          List.of());
    }
    CertificateResult result = result(subject, madeAt, made);
    if (result.passed()) {
      AtomicFile.write(file(subject), ResultJson.write(result));
    }
    return result;
  }

  private static CertificateResult result(
      Subject subject, Instant madeAt, Event.Certified certified) {
    Certificate certificate = certified.certificate();
    return new CertificateResult(
        certificate.passed(),
        certificate.formatVersion(),
        madeAt,
        false,
        subject.pluginDigest(),
        subject.graph().digest(),
        subject.recipeDigest(),
        certified.seconds(),
        null,
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

  private Path file(Subject subject) {
    return folder.resolve(
        Digests.of(
                "certificate/" + Certificate.FORMAT_VERSION,
                subject.plugin().id(),
                subject.pluginDigest(),
                subject.graph().digest(),
                subject.recipeDigest(),
                subject.device(),
                subject.threads(),
                subject.tuning(),
                harnessDigest,
                Platform.current(),
                processor,
                Runtime.version().feature())
            + ".json");
  }
}

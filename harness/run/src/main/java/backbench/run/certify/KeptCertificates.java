package backbench.run.certify;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.commons.AtomicFile;
import backbench.commons.CanonicalJson;
import backbench.commons.Identity;
import backbench.error.BackbenchException;
import backbench.results.CertificateResult;
import backbench.results.file.ResultJson;
import backbench.run.worker.WorkerStarter;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps certificates that passed.
 *
 * <p>A certificate holds for as long as nothing changes that it depends on: the plugin's jars, the
 * network, the recipe, device, threads and tuning, how the plugin has its worker started, and the
 * {@link Surroundings}.
 */
final class KeptCertificates {

  private final WorkerStarter workers;
  private final Path folder;
  private final Surroundings surroundings;

  /**
   * Keeps certificates in a folder.
   *
   * @param workers tell how a plugin has its worker started
   */
  KeptCertificates(WorkerStarter workers, Path folder, Surroundings surroundings) {
    this.workers = workers;
    this.folder = folder;
    this.surroundings = surroundings;
  }

  /**
   * Holds what a file says.
   *
   * @param key what it is kept under
   * @param certificate what was proved
   */
  record Kept(String key, CertificateResult certificate) {}

  /**
   * Finds a certificate.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<CertificateResult> find(Subject subject) throws InterruptedException {
    String key = key(subject).orElse(null);
    if (key == null || !Files.isRegularFile(file(key))) {
      return Optional.empty();
    }
    try {
      Kept kept = ResultJson.read(file(key), Kept.class);
      CertificateResult certificate = kept.certificate();
      // A file that was copied or edited proves nothing of this subject.
      return certificate.passed()
              && certificate.format() == Certificate.FORMAT_VERSION
              && kept.key().equals(key)
              && certificate.subject().equals(subject.facts())
          ? Optional.of(certificate.fromCache())
          : Optional.empty();
    } catch (BackbenchException e) {
      // A cache that cannot be read is an empty cache: the certificate is made again.
      return Optional.empty();
    }
  }

  /**
   * Keeps a certificate that passed, unless what it depends on is not known.
   *
   * @throws BackbenchException {@code IO} if it cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  void keep(Subject subject, CertificateResult certificate) throws InterruptedException {
    Optional<String> key = key(subject);
    if (key.isPresent()) {
      AtomicFile.write(file(key.get()), ResultJson.write(new Kept(key.get(), certificate)));
    }
  }

  /** Digests what the comparison depends on, bar the backend and its launch. */
  String exercise(Subject subject) {
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

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }

  /** Digests what a certificate depends on; nothing if not all of that is known. */
  private Optional<String> key(Subject subject) throws InterruptedException {
    boolean onGpu = subject.configuration().device() == Device.GPU;
    if (onGpu && surroundings.gpus().isEmpty()) {
      return Optional.empty();
    }
    LaunchOptions launch;
    try {
      launch = workers.launch(Examiner.request(subject, List.of()));
    } catch (BackbenchException e) {
      // The worker that is about to be started meets the same problem, and reports it.
      return Optional.empty();
    }
    CanonicalJson variables = CanonicalJson.object();
    launch.environment().forEach(variables::with);
    return Optional.of(
        CanonicalJson.object()
            .with("kind", "certificate")
            .with("format", Certificate.FORMAT_VERSION)
            .with("backend", subject.configuration().backend())
            .with("plugin", subject.pluginDigest())
            .with("exercise", exercise(subject))
            .with("device", subject.configuration().device().name())
            .with("gpus", onGpu ? surroundings.gpus().orElseThrow() : "")
            .with("threads", subject.configuration().threads())
            .with("tuning", subject.configuration().tuning().name())
            .with("launch_flags", launch.jvmFlags())
            .with("launch_variables", variables)
            .sha256());
  }
}

package backbench.run.certify;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.certificate.Draw;
import backbench.certificate.Power;
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
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.specs.RecipeSpec;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Certifies backends, each in a worker of its own, and remembers what passed.
 *
 * <p>A certificate holds for as long as nothing changes that it depends on: the plugin's jars, the
 * network, the recipe, device, threads and tuning, how the plugin has its worker started, and the
 * {@link Surroundings}. Only certificates that passed are kept. Which of its draws the oracle chose
 * is remembered for the next backend of the same run.
 */
final class Certification {

  private static final int HIGHEST_PIXEL = 255;
  private static final double LEAST_TIMEOUT_SECONDS = 600;
  private static final String INCONCLUSIVE = "inconclusive: ";

  private final WorkerStarter workers;
  private final Path folder;
  // Not in the cache: that a draw is the best of the four takes all four to show.
  private final Map<String, Draw> draws = new HashMap<>();
  private final KnownPowers powers;
  private final Surroundings surroundings;
  private final Consumer<String> warned;
  private final boolean findsPower;
  private boolean keeps = true;

  /**
   * Certifies in those surroundings.
   *
   * @param warned is told, once and in one line, that certificates cannot be kept
   */
  Certification(
      WorkerStarter workers, Path cache, Surroundings surroundings, Consumer<String> warned) {
    this(workers, cache, surroundings, warned, true);
  }

  /**
   * Certifies in those surroundings.
   *
   * @param warned is told, once and in one line, that certificates cannot be kept
   * @param findsPower whether to find out what certificates see, where that is not known
   */
  Certification(
      WorkerStarter workers,
      Path cache,
      Surroundings surroundings,
      Consumer<String> warned,
      boolean findsPower) {
    this.findsPower = findsPower;
    this.warned = warned;
    this.workers = workers;
    this.folder = cache.resolve("certificates");
    this.powers = new KnownPowers(cache.resolve("powers"));
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
   * @param batch samples in the first batch; empty for as many as are needed
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
      OptionalInt batch,
      double timeoutSeconds) {

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

    /** What of the recipe a certificate depends on; the length of the training is not. */
    String recipeDigest() {
      return recipe.certifiedDigest(seed);
    }
  }

  /**
   * Holds what a file of the cache says.
   *
   * @param key what it is kept under
   * @param certificate what was proved
   */
  record Kept(String key, CertificateResult certificate) {}

  /**
   * Finds a certificate in the cache.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<Proof> cached(Subject subject) throws InterruptedException {
    String key = key(subject).orElse(null);
    if (key == null
        || !Files.isRegularFile(file(key))
        || (findsPower && powers.of(exerciseDigest(subject)).isEmpty())) {
      return Optional.empty();
    }
    try {
      Kept kept = ResultJson.read(file(key), Kept.class);
      CertificateResult certificate = kept.certificate();
      // A file that was copied or edited proves nothing of this subject.
      return certificate.passed()
              && certificate.format() == Certificate.FORMAT_VERSION
              && kept.key().equals(key)
              && certificate.subject().equals(facts(subject))
          ? Optional.of(proof(certificate.fromCache(), exerciseDigest(subject), 0))
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
  Proof make(Subject subject) throws InterruptedException {
    AtomicReference<Event.Certified> certified = new AtomicReference<>();
    AtomicReference<Event.Powered> powered = new AtomicReference<>();
    String exercise = exerciseDigest(subject);
    Instant madeAt = Instant.now();
    WorkerEnd end =
        workers.run(
            request(
                subject,
                Optional.ofNullable(draws.get(exercise)),
                findsPower && powers.of(exercise).isEmpty()),
            event -> {
              if (event instanceof Event.Certified each) {
                certified.set(each);
              } else if (event instanceof Event.Powered each) {
                powered.set(each);
              }
            });
    Event.Certified made = certified.get();
    if (made == null || end.status() != Status.OK) {
      // What a worker found that did not end well may be as wrong as its end.
      return new Proof(
          CertificateResult.of(
              end.status() == Status.OK
                  ? "the worker ended without one"
                  : end.status() + ": " + end.reason(),
              new CertificateResult.Making(madeAt, end.wallSeconds(), false),
              facts(subject),
              List.of(),
              List.of()),
          end.status() == Status.UNSUPPORTED ? end.reason() : null,
          Map.of(),
          0);
    }
    draws.put(exercise, made.draw());
    CertificateResult result = result(subject, madeAt, made);
    if (!result.passed()) {
      return new Proof(result, null, Map.of(), 0);
    }
    Event.Powered power = powered.get();
    if (power != null) {
      attemptToKeep(() -> powers.keep(exercise, power.power()));
    }
    CertificateResult whole = withKnownPower(result, exercise);
    key(subject)
        .ifPresent(
            key ->
                attemptToKeep(
                    () -> AtomicFile.write(file(key), ResultJson.write(new Kept(key, whole)))));
    return proof(whole, exercise, power == null ? 0 : power.seconds());
  }

  private Proof proof(CertificateResult result, String exercise, double seconds) {
    Map<String, Boolean> seen = powers.of(exercise).map(Power::seen).orElse(Map.of());
    // What a kept certificate sees may have been found out since, for another backend.
    return new Proof(withKnownPower(result, exercise), null, seen, seconds);
  }

  private CertificateResult withKnownPower(CertificateResult result, String exercise) {
    return powers.of(exercise).map(known -> result.withUnseen(known.unseen())).orElse(result);
  }

  private static WorkerRequest request(Subject subject, Optional<Draw> draw, boolean power) {
    return new WorkerRequest(
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
                draw,
                power));
  }

  private void attemptToKeep(Runnable keeping) {
    if (!keeps) {
      return;
    }
    try {
      keeping.run();
    } catch (BackbenchException e) {
      // What is proved holds all the same. A home that cannot be written to is common in
      // containers.
      keeps = false;
      warned.accept("certificates are not kept: " + e.getMessage());
    }
  }

  private static CertificateResult result(
      Subject subject, Instant madeAt, Event.Certified certified) {
    Certificate certificate = certified.certificate();
    return CertificateResult.of(
        certificate.inconclusive() ? inconclusive(certificate) : null,
        new CertificateResult.Making(madeAt, certified.seconds(), false),
        facts(subject),
        certificate.deviations(),
        certificate.rules().stream()
            .map(
                rule ->
                    CertificateResult.Check.of(
                        rule.rule(),
                        rule.title(),
                        rule.worstRelativeError(),
                        rule.tolerance(),
                        !rule.failed(),
                        rule.detail()))
            .toList());
  }

  private static String inconclusive(Certificate certificate) {
    return INCONCLUSIVE
        + certificate.rules().stream()
            .filter(rule -> !rule.passed())
            .map(rule -> rule.rule() + " " + rule.detail())
            .collect(Collectors.joining(", "));
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

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }

  /** Digests what a certificate depends on; nothing if not all of that is known. */
  private Optional<String> key(Subject subject) throws InterruptedException {
    boolean onGpu = subject.device() == Device.GPU;
    if (onGpu && surroundings.gpus().isEmpty()) {
      return Optional.empty();
    }
    LaunchOptions launch;
    try {
      launch = workers.launch(request(subject, Optional.empty(), false));
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
            .with("backend", subject.plugin().id())
            .with("plugin", subject.pluginDigest())
            .with("exercise", exerciseDigest(subject))
            .with("device", subject.device().name())
            .with("gpus", onGpu ? surroundings.gpus().orElseThrow() : "")
            .with("threads", subject.threads())
            .with("tuning", subject.tuning().name())
            .with("launch_flags", launch.jvmFlags())
            .with("launch_variables", variables)
            .sha256());
  }
}

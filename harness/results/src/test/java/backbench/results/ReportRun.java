package backbench.results;

import backbench.random.PinnedRandom;
import backbench.results.samples.PredictResult;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a run in which everything happened that a report must show. */
public final class ReportRun {

  private static final Instant START = Instant.parse("2026-11-22T02:45:00Z");

  private ReportRun() {}

  /** Makes a run of two networks; on the second, the baseline timed out. */
  public static RunResult full() {
    CellResult[] cells = {
      cell("nin", "djl-pytorch", Status.OK, null, passed(2.4e-6), forks(5, "a", 2.0)),
      cell("nin", "vector", Status.OK, null, passed(3.1e-6), forks(5, "b", 1.5)),
      cell("nin", "twin", Status.OK, null, passed(3.1e-6), forks(5, "c", 1.52)),
      cell(
          "nin",
          "sloppy",
          Status.WRONG,
          "the certificate failed: R7 gradient of conv1/weights off by 0.34",
          failed(),
          forks(5, "d", 0.7)),
      cell("nin", "fragile", Status.CRASHED, "exit code 134", passed(1e-6), crashed()),
      cell("nin", "absent", Status.UNAVAILABLE, "no build for linux-aarch64", null, List.of()),
      cell("deep-cnn", "djl-pytorch", Status.TIMED_OUT, "killed after 600 s", null, List.of()),
      cell("deep-cnn", "vector", Status.OK, null, passed(8e-7), forks(5, "e", 3.3)),
    };
    return run(5, "djl-pytorch", List.of(cells));
  }

  /** Makes a run of one fork each. */
  public static RunResult singleFork() {
    return run(
        1,
        null,
        List.of(
            cell("nin", "djl-pytorch", Status.OK, null, passed(2e-6), forks(1, "a", 2.0)),
            cell("nin", "vector", Status.OK, null, passed(3e-6), forks(1, "b", 1.5))));
  }

  /**
   * Makes a run of five forks without warm-up that ended after three trials, as it is read back.
   */
  public static RunResult interrupted() {
    RunResult whole =
        run(
            5,
            null,
            List.of(
                cell("nin", "a", Status.INTERRUPTED, "2 of 5", passed(2e-6), forks(2, "a", 2.0)),
                cell("nin", "b", Status.INTERRUPTED, "1 of 5", passed(3e-6), forks(1, "b", 1.5)),
                cell("nin", "c", Status.UNSUPPORTED, "no dropout", null, List.of())));
    return new RunResult(
        new RunResult.About(
            whole.runId(),
            whole.about().startedAt(),
            null,
            whole.about().harness(),
            whole.about().labels()),
        whole.suite(),
        settings(5, 0.0),
        whole.backends(),
        whole.shards(),
        whole.cells());
  }

  /**
   * Makes a run of two backends: one has a loop of its engine's own, that of the other is wrong.
   */
  public static RunResult tuned() {
    return run(
        5,
        "djl-pytorch",
        List.of(
            tuned("djl-pytorch", Tuning.BEST, Status.OK, 1.0),
            tuned("djl-pytorch", Tuning.AS_IT_COMES, Status.OK, 1.6),
            tuned("djl-pytorch", Tuning.ENGINE_LOOP, Status.OK, 2.0),
            tuned("dl4j", Tuning.BEST, Status.OK, 1.2),
            tuned("dl4j", Tuning.AS_IT_COMES, Status.OK, 1.2),
            tuned("dl4j", Tuning.ENGINE_LOOP, Status.WRONG, 20)));
  }

  private static CertificateResult deviating() {
    CertificateResult passed = passed(2e-6);
    return new CertificateResult(
        CertificateResult.CURRENT_FORMAT,
        true,
        null,
        new CertificateResult.Making(START, 1.5, false),
        passed.subject(),
        List.of("batch_norm moving_variance: follows another (by up to 0.003)"),
        null,
        passed.checks());
  }

  private static CellResult tuned(
      String backend, Tuning tuning, Status status, double epochSeconds) {
    CellResult like =
        cell(
            "nin",
            backend,
            status,
            status == Status.OK ? null : "the certificate failed",
            status != Status.OK ? failed() : tuning == Tuning.BEST ? passed(2e-6) : deviating(),
            forks(5, backend + tuning, epochSeconds));
    return new CellResult(
        CellKey.training(
            "nin", new CellKey.Configuration(backend, plugin(backend), Device.CPU, 2, tuning)),
        0,
        like.status(),
        like.reason(),
        like.subject(),
        like.certificate(),
        like.forks());
  }

  private static Settings settings(int forks, double warmupSeconds) {
    return new Settings(
        7,
        forks,
        warmupSeconds,
        600,
        new Settings.Predict(100, 0.5, 2.0),
        new Settings.Accuracy(0.005, null, false));
  }

  public static RunResult run(int forks, @Nullable String baseline, List<CellResult> cells) {
    return new RunResult(
        new RunResult.About(
            "20261122T024500Z-4f1c",
            START,
            START.plusSeconds(187),
            new RunResult.Harness("0.1.0", null, "c0ffee0123456789", false),
            Map.of()),
        new RunResult.SuiteFacts(
            "quick",
            "Quick look",
            "ab".repeat(32),
            baseline,
            List.of(
                new RunResult.SpecDigest("suite", "quick", "ab".repeat(32)),
                new RunResult.SpecDigest("architecture", "nin", "cd".repeat(32))),
            Map.of()),
        settings(forks, 1.0),
        List.of(
            new BackendFacts("djl-pytorch", "DJL on PyTorch", "12".repeat(32), null, List.of()),
            new BackendFacts(
                "vector", "Vector API", "34".repeat(32), null, List.of("sums in another order")),
            new BackendFacts("absent", "Absent", null, "no build for linux-aarch64", List.of())),
        List.of(
            new Shard(
                new Machine(
                    "Some CPU 9000",
                    2,
                    24L << 30,
                    "Linux 6.1",
                    "linux-x86_64",
                    "Temurin 17.0.15",
                    null,
                    Map.of("governor", "performance")),
                0.25,
                List.of(),
                Shard.Provenance.UNKNOWN)),
        cells);
  }

  /** Returns the digest of the plugin that {@link #run} has for a backend. */
  private static @Nullable String plugin(String backend) {
    return switch (backend) {
      case "djl-pytorch" -> "12".repeat(32);
      case "vector" -> "34".repeat(32);
      default -> null;
    };
  }

  public static CellResult cell(
      String network,
      String backend,
      Status status,
      @Nullable String reason,
      @Nullable CertificateResult certificate,
      List<ForkResult> forks) {
    boolean nin = network.equals("nin");
    return new CellResult(
        CellKey.training(
            network,
            new CellKey.Configuration(backend, plugin(backend), Device.CPU, 2, Tuning.BEST)),
        0,
        status,
        reason,
        new CellResult.Subject(
            new CellResult.NetworkFacts(
                network,
                nin ? "Network in Network" : "Deep CNN",
                "ef".repeat(32),
                nin ? 31_850 : 78_602,
                nin ? 31_658 : 78_602,
                4_000_000,
                12_000_000,
                null),
            new CellResult.DatasetFacts("digits", "Drawn digits", "23".repeat(32), List.of()),
            new CellResult.RecipeFacts(64, 2, "Adam 0.001", null, 9_000, 1_000, 2_000)),
        certificate,
        forks);
  }

  /** Makes forks whose blocks drift by up to a half, the same for all cells. */
  public static List<ForkResult> forks(int forks, String stream, double epochSeconds) {
    List<ForkResult> made = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      double drift = 1 + 0.5 * PinnedRandom.stream(1, "drift", fork).nextDouble();
      PinnedRandom random = PinnedRandom.stream(2, stream, fork);
      made.add(fork(fork, epochSeconds * drift * (1 + 0.02 * random.nextGaussian()), random));
    }
    return made;
  }

  private static ForkResult fork(int fork, double seconds, PinnedRandom random) {
    int steps = 141;
    List<EpochResult> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 2; epoch++) {
      double epochSeconds = seconds * (1 + 0.01 * random.nextGaussian());
      long step = Math.round(epochSeconds / steps * 1e9);
      epochs.add(
          new EpochResult(
              epoch,
              9_000,
              steps,
              new EpochResult.Seconds(epochSeconds, 0.02, 0.005, 0.03, 0.01, 1.8 * epochSeconds),
              new EpochResult.Losses(
                  0.6 / epoch, List.of(2.3026, 2.2811 + 1e-7 * random.nextDouble(), 2.25)),
              SampleRun.latencies(step, step + 100_000, step + 300_000),
              new EpochResult.Evaluations(
                  new Evaluation(2_000, 1_900 + 25L * epoch + random.nextInt(8), 0.21 / epoch, 0.3),
                  null,
                  null)));
    }
    return new ForkResult(
        new ForkResult.Place(fork, fork, 0),
        new ForkResult.Ending(Status.OK, null, List.of()),
        new ForkResult.Launch(
            START.plusSeconds(30L * fork), List.of("-Xmx2g"), Map.of("OMP_NUM_THREADS", "2"), 0.5),
        new ForkResult.ForkEnvironment(Map.of("engine", "2.7.1"), 2, "AVX512", Map.of()),
        new ForkResult.Startup(0.21, 0.4, 0.9, 0.05),
        new ForkResult.Resources(5.0, 300L << 20),
        new TrainingOutcome(
            new TrainingOutcome.Digests("da".repeat(32), ("5" + fork).repeat(32)),
            new Evaluation(2_000, 201, 2.3024, 0.3),
            new TrainingOutcome.Warmup(80, 1.0, 0.2),
            epochs,
            null,
            List.of(),
            List.of(
                new PredictResult(
                    100, 20_000, seconds / 3, 0.01, SampleRun.latencies(1_000_000, 1_100_000))),
            new ClockCheck(
                new ClockCheck.Trailing(8, 1, seconds / steps, -1e-5, false),
                new ClockCheck.Predictions(20_000, 3e-6))));
  }

  private static List<ForkResult> crashed() {
    List<ForkResult> forks = new ArrayList<>(forks(4, "f", 1.1));
    forks.add(
        new ForkResult(
            new ForkResult.Place(4, 4, 0),
            new ForkResult.Ending(
                Status.CRASHED,
                "exit code 134",
                List.of("# A fatal error has been detected: SIGSEGV", "# <script>`|~~")),
            new ForkResult.Launch(START, List.of(), Map.of(), null),
            null,
            null,
            new ForkResult.Resources(0.5, null),
            TrainingOutcome.NOTHING));
    return forks;
  }

  private static CertificateResult passed(double error) {
    return certificate(
        true, new CertificateResult.Check("R3 logits", "logits", error, 1e-5, true, ""));
  }

  /** Makes the certificate of a backend that threw before there was anything to compare. */
  public static CertificateResult refused() {
    return certificate(
        false,
        new CertificateResult.Check(
            "N1", "logits", Double.MAX_VALUE, 0, false, "IllegalStateException: no"));
  }

  private static CertificateResult failed() {
    return certificate(
        false,
        new CertificateResult.Check("R3 logits", "logits", 1e-6, 1e-5, true, ""),
        new CertificateResult.Check(
            "R7 gradients", "conv1/weights", 0.34, 1e-4, false, "padding looks shifted"));
  }

  private static CertificateResult certificate(boolean passed, CertificateResult.Check... checks) {
    return new CertificateResult(
        CertificateResult.CURRENT_FORMAT,
        passed,
        null,
        new CertificateResult.Making(START, 1.5, false),
        new CertificateResult.Subject("12".repeat(32), "ef".repeat(32), "01".repeat(32)),
        List.of(),
        null,
        List.of(checks));
  }
}

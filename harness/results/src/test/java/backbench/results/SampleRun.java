package backbench.results;

import backbench.plausibility.LeastWork;
import backbench.plausibility.Peak;
import backbench.results.samples.Confusion;
import backbench.results.samples.Latencies;
import backbench.results.samples.PredictResult;
import backbench.results.samples.SampledImages;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/** Makes results for tests. */
public final class SampleRun {

  private SampleRun() {}

  /** Makes a run of one network on two backends, of which one crashed. */
  public static RunResult run() {
    return new RunResult(
        new RunResult.About(
            "20261122T024500Z-4f1c",
            Instant.parse("2026-11-22T02:45:00Z"),
            Instant.parse("2026-11-22T02:46:00.5Z"),
            new RunResult.Harness("0.1.0", "0f".repeat(32), "c0ffee", true),
            Map.of("purpose", "nightly")),
        new RunResult.SuiteFacts(
            "quick",
            "Quick",
            "ab".repeat(32),
            null,
            List.of(new RunResult.SpecDigest("suite", "quick", "ab".repeat(32))),
            Map.of("nin", reported())),
        settings(1),
        List.of(
            new BackendFacts("good", "Good", "cd".repeat(32), null, List.of()),
            new BackendFacts("bad", "Bad", null, "no natives", List.of("differs"))),
        List.of(
            new Shard(
                new Machine(
                    "A CPU",
                    2,
                    1L << 34,
                    "Linux 6",
                    "linux-x86_64",
                    "Temurin 17.0.15",
                    null,
                    Map.of("governor", "performance")),
                0.25,
                List.of(new Peak(2, 9e10, List.of(new Peak.Read(1 << 20, 5e10)))),
                new Shard.Provenance("decaf", false, "main", "12", "https://ci.example/1"))),
        List.of(
            cell("good", Status.OK, certificate(), List.of(fork(0, 1e-3))),
            cell("bad", Status.CRASHED, null, List.of(crashedFork()))));
  }

  /** Makes settings of so many forks. */
  public static Settings settings(int forks) {
    return new Settings(
        7,
        forks,
        1.0,
        600,
        new Settings.Predict(100, 0.5, 2.0),
        new Settings.Accuracy(0.005, 0.9, true));
  }

  /** Makes a cell of the workload {@code nin}. */
  public static CellResult cell(
      String backend, Status status, CertificateResult certificate, List<ForkResult> forks) {
    return new CellResult(
        CellKey.training(
            "nin", new CellKey.Configuration(backend, null, Device.CPU, 2, Tuning.BEST)),
        0,
        status,
        status == Status.OK ? null : "the worker died",
        new CellResult.Subject(
            new CellResult.NetworkFacts(
                "nin",
                "NiN",
                "ef".repeat(32),
                31_850,
                31_658,
                1000,
                3000,
                new CellResult.LeastFacts(
                    new LeastWork(900, 127_400, 3136), new LeastWork(300, 127_400, 3136))),
            new CellResult.DatasetFacts(
                "digits", "Digits", "23".repeat(32), List.of("zero", "one")),
            new CellResult.RecipeFacts(64, 1, "Adam 0.001", null, 128, 0, 100)),
        certificate,
        forks);
  }

  /** Makes a fork of one epoch of two steps, each of the given time. */
  public static ForkResult fork(int fork, double stepSeconds) {
    long nanos = (long) (stepSeconds * 1e9);
    return new ForkResult(
        new ForkResult.Place(fork, fork, 0),
        new ForkResult.Ending(Status.OK, null, List.of()),
        new ForkResult.Launch(
            Instant.parse("2026-11-22T02:45:01Z"),
            List.of("-Xmx1g"),
            Map.of("OMP_NUM_THREADS", "2"),
            0.5),
        new ForkResult.ForkEnvironment(Map.of("engine", "1.0"), 2, "AVX2", Map.of()),
        new ForkResult.Startup(0.1, 0.2, 0.3, 0.4),
        new ForkResult.Resources(3.5, 1L << 28),
        new TrainingOutcome(
            new TrainingOutcome.Digests("da".repeat(32), "12".repeat(32)),
            new Evaluation(100, 11, 2.302, 0.01),
            new TrainingOutcome.Warmup(10, 1.0, 0.2),
            List.of(
                new EpochResult(
                    1,
                    128,
                    2,
                    new EpochResult.Seconds(
                        2 * stepSeconds, 0.001, 0.0002, 0.0005, 0.0002, 3.5 * stepSeconds),
                    new EpochResult.Losses(2.1, List.of(2.3, 1.9)),
                    latencies(nanos, nanos),
                    new EpochResult.Evaluations(
                        new Evaluation(100, 90, 0.4, 0.01),
                        null,
                        new Evaluation(128, 120, 0.3, 0.01)))),
            new Confusion(List.of(List.of(44L, 6L), List.of(4L, 46L))),
            List.of(sampled()),
            List.of(new PredictResult(100, 200, 0.02, 0.002, latencies(10_000_000, 10_000_000))),
            new ClockCheck(
                new ClockCheck.Trailing(8, 1, stepSeconds, -1e-5, false),
                new ClockCheck.Predictions(200, 1e-6))));
  }

  /** Makes a fork that died before it said anything. */
  public static ForkResult crashedFork() {
    return new ForkResult(
        new ForkResult.Place(0, 0, 0),
        new ForkResult.Ending(Status.CRASHED, "exit code 134", List.of("# A fatal error")),
        new ForkResult.Launch(Instant.parse("2026-11-22T02:45:00Z"), List.of(), Map.of(), null),
        null,
        null,
        new ForkResult.Resources(0.5, null),
        TrainingOutcome.NOTHING);
  }

  /** Makes what a sampler picked out of one sample of 2 × 3 pixels. */
  public static SampledImages sampled() {
    return new SampledImages(
        "sampler",
        1,
        2,
        3,
        1,
        2,
        List.of(
            new SampledImages.Image(
                7, 1, List.of(0.5, 0.0, 0.25, 0.0, 0.5, -0.25), "AAECAwQF", "AQI=")));
  }

  /** Makes the numbers of a document. */
  public static Reported reported() {
    return new Reported(
        1,
        "a write-up",
        "on other data",
        31_850L,
        new Reported.Scores(0.9, 0.5, null, null, 0.95),
        new Reported.Seconds(49, 62),
        new Reported.Curve(
            List.of(), List.of(), List.of(0.9), List.of(0.95), List.of(), List.of()));
  }

  /** Makes a certificate that passed. */
  public static CertificateResult certificate() {
    return new CertificateResult(
        CertificateResult.CURRENT_FORMAT,
        true,
        null,
        new CertificateResult.Making(Instant.parse("2026-11-22T02:45:00Z"), 1.5, false),
        new CertificateResult.Subject("cd".repeat(32), "ef".repeat(32), "01".repeat(32)),
        List.of(),
        List.of("inputs of 16 bits"),
        List.of(new CertificateResult.Check("R1 logits", "logits", 1e-7, 1e-5, true, "")));
  }

  /** Encodes times as a worker does. */
  public static Latencies latencies(long... nanos) {
    Histogram histogram = new Histogram(3);
    byte[] plain = new byte[nanos.length * 10];
    int length = 0;
    for (long each : nanos) {
      histogram.recordValue(each);
      long rest = each;
      while (rest > 0x7F) {
        plain[length++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      plain[length++] = (byte) rest;
    }
    ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int encodedLength = histogram.encodeIntoCompressedByteBuffer(encoded);
    Deflater deflater = new Deflater();
    deflater.setInput(plain, 0, length);
    deflater.finish();
    byte[] packed = new byte[length + 64];
    int packedLength = deflater.deflate(packed);
    deflater.end();
    Base64.Encoder base64 = Base64.getEncoder();
    return new Latencies(
        nanos.length,
        base64.encodeToString(Arrays.copyOf(encoded.array(), encodedLength)),
        base64.encodeToString(Arrays.copyOf(packed, packedLength)),
        nanos.length);
  }
}

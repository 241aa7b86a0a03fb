package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.results.samples.Confusion;
import backbench.results.samples.Latencies;
import backbench.results.samples.SampledImages;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests each bound of what a record of a result may hold, on both sides. */
class RecordChecksTest {

  private static void accepted(ThrowingCallable made) {
    assertThatCode(made).doesNotThrowAnyException();
  }

  private static void refused(String why, ThrowingCallable made) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }

  private static RunResult onShard(int shard) {
    RunResult like = SampleRun.run();
    CellResult cell = like.cells().get(0);
    return new RunResult(
        like.about(),
        like.suite(),
        like.settings(),
        like.backends(),
        like.shards(),
        List.of(
            new CellResult(
                cell.key(),
                shard,
                cell.status(),
                cell.reason(),
                cell.subject(),
                cell.certificate(),
                cell.forks())));
  }

  @Test
  void aCellIsOfAShardThatThereIs() {
    RunResult run = onShard(0);
    assertThat(run.shard(run.cells().get(0))).isEqualTo(run.shards().get(0));
    refused("is of shard 1, and the run has 1", () -> onShard(1));
    refused("is of shard -1", () -> onShard(-1));
  }

  @Test
  void aRunFindsItsCellsAndIsCompleteOnceItHasEnded() {
    RunResult run = SampleRun.run();
    assertThat(run.runId()).isEqualTo("20261122T024500Z-4f1c");
    assertThat(run.cell(run.cells().get(1).key())).contains(run.cells().get(1));
    assertThat(
            run.cell(
                CellKey.training(
                    "nin", new CellKey.Configuration("absent", null, Device.CPU, 2, Tuning.BEST))))
        .isEmpty();
    assertThat(run.complete()).isTrue();
    RunResult open = run.ended(null, List.of());
    assertThat(open.complete()).isFalse();
    assertThat(open.cells()).isEmpty();
    assertThat(open.about().labels()).isEqualTo(run.about().labels());
    assertThat(open.ended(Instant.EPOCH, run.cells()).about().finishedAt())
        .isEqualTo(Instant.EPOCH);
  }

  private static RunResult.About labelled(Map<String, String> labels) {
    RunResult.About like = SampleRun.run().about();
    return new RunResult.About(like.runId(), like.startedAt(), null, like.harness(), labels);
  }

  @Test
  void aRunHasUpTo64LabelsOfUpTo64And256Characters() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < RunResult.About.MOST_LABELS; i++) {
      many.put("key" + i, "value");
    }
    accepted(() -> labelled(many));
    many.put("another", "value");
    refused("at most 64 labels, not 65", () -> labelled(many));
    accepted(() -> RunResult.About.requireLabel("a".repeat(64), "x".repeat(256)));
    refused("1 to 64 of the characters", () -> RunResult.About.requireLabel("a".repeat(65), ""));
    refused("1 to 64 of the characters", () -> RunResult.About.requireLabel(".a", ""));
    refused("more than 256", () -> RunResult.About.requireLabel("a", "x".repeat(257)));
    refused("more than 256", () -> labelled(Map.of("a", "x".repeat(257))));
  }

  @Test
  void aCellKeySpellsWorkloadBackendDeviceThreadsAndTuning() {
    CellKey.Configuration cpu =
        new CellKey.Configuration("vector", "ab", Device.CPU, 2, Tuning.AS_IT_COMES);
    assertThat(CellKey.training("nin", cpu)).hasToString("nin/vector/2t/as-it-comes");
    assertThat(new CellKey.Configuration("vector", null, Device.GPU, 8, Tuning.BEST))
        .hasToString("vector/gpu/8t/best");
    CellKey key = CellKey.training("nin", cpu);
    assertThat(key.backend()).isEqualTo("vector");
    assertThat(key.device()).isEqualTo(Device.CPU);
    assertThat(key.threads()).isEqualTo(2);
    assertThat(key.tuning()).isEqualTo(Tuning.AS_IT_COMES);
    assertThat(key.kind()).isEqualTo(CellKind.TRAINING);
  }

  @Test
  void aClassIsCalledByItsNameOrElseByItsNumber() {
    CellResult.DatasetFacts facts =
        new CellResult.DatasetFacts("digits", "Digits", "ab", List.of("zero", "one"));
    assertThat(facts.className(1)).isEqualTo("one");
    assertThat(facts.className(2)).isEqualTo("2");
  }

  @Test
  void aMarginIsWithinZeroAndOneAndATargetUpToOne() {
    accepted(() -> new Settings.Accuracy(null, null, true));
    accepted(() -> new Settings.Accuracy(0.5, 1.0, true));
    for (double margin : new double[] {0, 1, -0.1, Double.NaN}) {
      refused("margin is above 0", () -> new Settings.Accuracy(margin, null, true));
    }
    for (double target : new double[] {0, 1.01, -0.1, Double.NaN}) {
      refused("target is above 0", () -> new Settings.Accuracy(null, target, true));
    }
  }

  @Test
  void aVerdictOnTheClockFollowsFromItsPairs() {
    accepted(() -> new ClockCheck.Trailing(10, 6, 1, 1, true));
    refused("only 5 of 10", () -> new ClockCheck.Trailing(10, 5, 1, 1, true));
    accepted(() -> new ClockCheck.Trailing(10, 10, 1, 1, false));
    accepted(() -> new ClockCheck.Trailing(10, 0, 1, 1, false));
    refused("11 of 10", () -> new ClockCheck.Trailing(10, 11, 1, 1, false));
    refused("-1 of 10", () -> new ClockCheck.Trailing(10, -1, 1, 1, false));
    assertThat(new ClockCheck.Predictions(1, 0.01).agree()).isTrue();
    assertThat(new ClockCheck.Predictions(1, 0.010001).agree()).isFalse();
    assertThat(new ClockCheck.Predictions(1, Double.NaN).agree()).isFalse();
  }

  private static SampledImages images(int channels, int height, int width, int bytes) {
    String levels = Base64.getEncoder().encodeToString(new byte[bytes]);
    return new SampledImages(
        "sampler",
        channels,
        height,
        width,
        height,
        width,
        List.of(new SampledImages.Image(1, 2, Collections.nCopies(6, 1.0), levels, levels)));
  }

  @Test
  void anImageHasOneChannelOrThreeSidesUpTo1024AndTheBytesOfItsShape() {
    accepted(() -> images(1, 2, 3, 6));
    accepted(() -> images(3, 2, 3, 18));
    accepted(() -> images(1, 1024, 1, 1024));
    accepted(() -> images(1, 1, 1024, 1024));
    refused("1 or 3 channels, not 2", () -> images(2, 2, 3, 12));
    refused("1 to 1024 pixels, not 1025", () -> images(1, 1025, 1, 1025));
    refused("1 to 1024 pixels, not 0", () -> images(1, 1, 0, 0));
    refused("an image has 5 bytes, and its shape 6", () -> images(1, 2, 3, 5));
    String two = Base64.getEncoder().encodeToString(new byte[2]);
    String one = Base64.getEncoder().encodeToString(new byte[1]);
    List<Double> theta = Collections.nCopies(6, 1.0);
    SampledImages.Image image = new SampledImages.Image(1, 2, theta, two, one);
    accepted(() -> new SampledImages("s", 1, 1, 2, 1, 1, List.of(image)));
    refused("2 bytes", () -> new SampledImages("s", 1, 1, 1, 1, 1, List.of(image)));
    refused("1 bytes", () -> new SampledImages("s", 1, 1, 2, 1, 2, List.of(image)));
    refused("six finite", () -> new SampledImages.Image(1, 2, theta.subList(0, 5), "", ""));
    refused(
        "six finite",
        () -> new SampledImages.Image(1, 2, List.of(1.0, 1.0, 1.0, 1.0, 1.0, Double.NaN), "", ""));
  }

  private static Reported reported(int epochs, List<Double> accuracy) {
    return new Reported(
        epochs,
        "a write-up",
        null,
        null,
        new Reported.Scores(null, null, null, null, null),
        null,
        new Reported.Curve(List.of(), List.of(), accuracy, List.of(), List.of(), List.of()));
  }

  @Test
  void aReportedCurveIsNoLongerThanItsTrainingAndEndsWithANumber() {
    accepted(() -> reported(2, List.of(Double.NaN, 0.5)));
    refused("a curve of 1 epochs has no 2 values", () -> reported(1, List.of(0.1, 0.5)));
    refused("epochs are at least 1, not 0", () -> reported(0, List.of()));
    refused("accuracy of epoch 2", () -> reported(2, List.of(0.5, Double.NaN)));
    refused("accuracy of epoch 1", () -> reported(2, List.of(1.5, 0.5)));
  }

  @Test
  void reportedScoresAreFractionsAndLossesAndSecondsRunUpwards() {
    accepted(() -> new Reported.Scores(0.0, 0.0, 1.0, 9.0, 1.0));
    refused("accuracy is from 0", () -> new Reported.Scores(1.01, null, null, null, null));
    refused("accuracy is from 0", () -> new Reported.Scores(-0.01, null, null, null, null));
    refused("loss is finite", () -> new Reported.Scores(null, -0.01, null, null, null));
    refused("validationAccuracy", () -> new Reported.Scores(null, null, 1.01, null, null));
    refused("validationLoss", () -> new Reported.Scores(null, null, null, Double.NaN, null));
    refused("trainAccuracy", () -> new Reported.Scores(null, null, null, null, 1.01));
    accepted(() -> new Reported.Seconds(1, 1));
    refused("run upwards", () -> new Reported.Seconds(0, 1));
    refused("run upwards", () -> new Reported.Seconds(2, 1));
    refused("run upwards", () -> new Reported.Seconds(2, Double.POSITIVE_INFINITY));
  }

  @Test
  void everyListOfACurveIsChecked() {
    List<Double> none = List.of();
    List<Double> bad = List.of(-1.0);
    refused("trainLoss of", () -> new Reported.Curve(bad, none, none, none, none, none));
    refused("loss of", () -> new Reported.Curve(none, bad, none, none, none, none));
    refused("accuracy of", () -> new Reported.Curve(none, none, bad, none, none, none));
    refused("trainAccuracy of", () -> new Reported.Curve(none, none, none, bad, none, none));
    refused("validationLoss of", () -> new Reported.Curve(none, none, none, none, bad, none));
    refused("validationAccuracy of", () -> new Reported.Curve(none, none, none, none, none, bad));
  }

  @Test
  void aConfusionAddsUpAndCountsItsClasses() {
    Confusion one = new Confusion(List.of(List.of(0L, 2L), List.of(3L, 4L)));
    assertThat(one.classes()).isEqualTo(2);
    assertThat(one.plus(one).counts()).containsExactly(List.of(0L, 4L), List.of(6L, 8L));
  }

  @Test
  void rawTimesAreReadBackToTheNanosecond() {
    long[] times = {0, 1, 127, 128, 16_384, 3_000_000_000_123L};
    Latencies latencies = SampleRun.latencies(times);
    assertThat(latencies.raw()).containsExactly(times);
    assertThat(latencies.distribution().getTotalCount()).isEqualTo(times.length);
    for (int count : new int[] {-1, 5, 7, (1 << 20) + 1}) {
      Latencies other = new Latencies(count, latencies.histogram(), latencies.rawNanos(), count);
      assertThatThrownBy(other::raw).hasMessageContaining("the raw times are damaged");
    }
  }
}

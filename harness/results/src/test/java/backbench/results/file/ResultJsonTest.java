package backbench.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.results.Evaluation;
import backbench.results.OldResults;
import backbench.results.Reported;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.samples.Latencies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  @Test
  void aResultSurvivesTheRoundTrip() {
    RunResult run = SampleRun.run();
    assertThat(ResultJson.readRun(ResultJson.write(run), "test")).isEqualTo(run);
  }

  @Test
  void lossesThatAreNotFiniteSurviveTheRoundTrip() {
    Evaluation evaluation = new Evaluation(1, 0, Double.NaN, 1);
    assertThat(ResultJson.read(ResultJson.write(evaluation), "test", Evaluation.class))
        .isEqualTo(evaluation);
  }

  @Test
  void anUnknownPropertyIsRefusedWithItsPlace() {
    refuses(
        text().replaceFirst("\"suite\"", "\"siute\" : 1, \"suite\""),
        "test: not a result: unknown property 'siute'");
    refuses(
        text().replaceFirst("\"seed\" : 7", "\"seed\" : 7, \"sead\" : 7"),
        "test: not a result at 'settings': unknown property 'sead'");
  }

  @Test
  void aMissingPropertyIsRefused() {
    refuses(
        text().replaceFirst("\"runId\" : \"[^\"]*\",", ""),
        "test: not a result at 'about': no property 'runId', expected one");
  }

  @Test
  void aRepeatedPropertyIsRefused() {
    refuses(
        text().replaceFirst("\"runId\"", "\"runId\" : \"x\", \"runId\""),
        "not a result: repeated property 'runId'");
  }

  @Test
  void aWrongTypeIsRefused() {
    refuses(
        text().replaceFirst("\"seed\" : 7", "\"seed\" : \"7\""),
        "at 'settings.seed': '7', expected a whole number of 64 bits");
    refuses(
        text().replaceFirst("\"forks\" : 1", "\"forks\" : 1.5"),
        "at 'settings.forks': 1.5, expected a whole number of 32 bits");
    refuses(
        text().replaceFirst("\"warmupSeconds\" : 1.0", "\"warmupSeconds\" : 1e999"),
        "at 'settings.warmupSeconds'",
        "expected a number");
    refuses(
        text().replaceFirst("\"dirty\" : true", "\"dirty\" : \"true\""),
        "at 'about.harness.dirty': 'true', expected true or false");
    refuses(
        text().replaceFirst("\"startedAt\" : \"2026", "\"startedAt\" : \"soon"),
        "at 'about.startedAt': 'soon-11-22T02:45:00Z', expected an instant from 1970 to");
    refuses(
        text().replaceFirst("\"CPU\"", "\"TPU\""),
        "at 'cells[0].key.configuration.device': 'TPU', expected CPU or GPU");
    refuses(
        text().replaceFirst("(?s)\"shards\" : \\[.*?\"cells\"", "\"shards\" : {}, \"cells\""),
        "a list");
  }

  @Test
  void aNullWhereAValueMustBeIsRefusedWithItsPlace() {
    refuses(
        text().replaceFirst("(?s)\"specs\" : \\[[^\\]]*\\]", "\"specs\" : null"),
        "at 'suite.specs': null, expected a list");
    refuses(
        text().replaceFirst("(?s)\"dataset\" : \\{[^}]*\\}", "\"dataset\" : null"),
        "at 'cells[0].subject.dataset': null, expected an object");
    refuses(
        text().replaceFirst("(?s)\"configuration\" : \\{[^}]*\\}", "\"configuration\" : null"),
        "'cells[0].key.configuration'");
  }

  @Test
  void anOutcomeOfAKindThatIsNotKnownIsRefused() {
    refuses(
        text().replaceFirst("(?s)(\"outcome\" : .\\s*\"kind\" : )\"TRAINING\"", "$1\"JUGGLING\""),
        "at 'cells[0].forks[0].outcome.kind': 'JUGGLING', expected TRAINING");
    refuses(
        text().replaceFirst("(?s)(\"outcome\" : .)\\s*\"kind\" : \"TRAINING\",", "$1"),
        "at 'cells[0].forks[0].outcome': no property 'kind', expected one");
  }

  @Test
  void aCellOfAShardThatThereIsNotIsRefused() {
    refuses(text().replaceFirst("\"shard\" : 0", "\"shard\" : 1"), "is of shard 1");
  }

  @Test
  void noErrorSpeaksOfTheLibraryThatReads() {
    for (String damaged :
        List.of(
            "",
            "[]",
            "nothing",
            "{\"formatVersion\" : 3,}",
            "{\"formatVersion\" : \"2\"}",
            "{\"formatVersion\" : 3} 3",
            "{\"formatVersion\" : 3, \"about\" : []}",
            "{\"formatVersion\" : 1, \"settings\" : []}",
            text().replaceFirst("\"cells\"", "\"cells\" : {}, \"x\""),
            text().replaceFirst("\\[", "[".repeat(100)))) {
      assertThatThrownBy(() -> ResultJson.readRun(damaged.getBytes(UTF_8), "test"))
          .isInstanceOf(BackbenchException.class)
          .hasMessageStartingWith("test:")
          .message()
          .doesNotContainIgnoringCase("jackson")
          .doesNotContain("creator", "deserialize", "Stream", "JsonToken", "backbench.", "START_");
    }
  }

  @Test
  void whateverIsDamagedIsRefusedAndNothingElseGoesWrong() {
    Random random = new Random(7);
    for (byte[] whole :
        List.of(ResultJson.write(SampleRun.run()), OldResults.bytes("10-evaluations-by-epoch"))) {
      for (int damage = 0; damage < 300; damage++) {
        byte[] damaged = whole.clone();
        int at = random.nextInt(damaged.length);
        if (damage % 3 == 0) {
          damaged[at] = (byte) random.nextInt(256);
        } else if (damage % 3 == 1) {
          damaged = Arrays.copyOf(damaged, at);
        } else {
          int length = Math.min(random.nextInt(200), damaged.length - at);
          System.arraycopy(whole, random.nextInt(whole.length - length), damaged, at, length);
        }
        try {
          ResultJson.readRun(damaged, "test");
        } catch (BackbenchException e) {
          assertThat(e).hasMessageStartingWith("test:").hasMessageNotContaining("backbench.");
        }
      }
    }
    for (byte[] odd : List.of(new byte[] {0, 0, 0, 1}, new byte[] {0, 0, 1, 9}, new byte[64])) {
      assertThatThrownBy(() -> ResultJson.readRun(odd, "test"))
          .isInstanceOf(BackbenchException.class)
          .hasMessageContaining("not JSON");
    }
  }

  @Test
  void aCertificateWhoseVerdictIsNotThatOfItsChecksIsRefusedWithItsPlace() {
    String failed =
        text().replaceFirst("\"passed\" : true,(\\s+)\"note\"", "\"passed\" : false,$1\"note\"");
    refuses(
        failed,
        "at 'cells[0].certificate': the certificate says that it passed, and its checks say otherwise");
    refuses(
        text().replaceFirst("(?s)\"checks\" : \\[.*?\\]", "\"checks\" : []"),
        "at 'cells[0].certificate': the certificate says that it passed");
    refuses(
        text().replaceFirst("\"error\" : 1.0E-7", "\"error\" : 1.0"),
        "at 'cells[0].certificate.checks[0]': check R1 logits says that it passed");
    refuses(
        text().replaceFirst("\"format\" : 3", "\"format\" : 999"),
        "at 'cells[0].certificate': the certificate is of format 999");
  }

  @Test
  void aReportedNumberOffItsScaleIsRefused() {
    String whole =
        """
        {"formatVersion": 3, "epochs": 2, "source": "a write-up", "caveat": null, "parameters": null,
         "last": {"accuracy": 0.9, "loss": 0.5, "validationAccuracy": null, "validationLoss": null,
         "trainAccuracy": null}, "epochSeconds": {"low": 1, "high": 2},
         "curve": {"trainLoss": [2.5, 1.5], "loss": [], "accuracy": [0.25], "trainAccuracy": [],
         "validationLoss": [], "validationAccuracy": []}}
        """;
    assertThat(ResultJson.read(whole.getBytes(UTF_8), "test", Reported.class).last().accuracy())
        .isEqualTo(0.9);
    assertThat(
            ResultJson.read(
                    whole.replace("[2.5", "[\"NaN\"").getBytes(UTF_8), "test", Reported.class)
                .curve()
                .trainLoss())
        .as("an epoch of which nothing is reported")
        .containsExactly(Double.NaN, 1.5);
    Map<String, String> wrong =
        Map.of(
            "0.9", "accuracy is from 0 to 1, not 9.0",
            "0.5", "loss is finite and not below 0, as NaN is",
            "\"epochs\": 2", "epochs are at least 1, not 0",
            "\"high\": 2", "seconds an epoch are above 0 and run upwards, not 1.0 to 0.5",
            "0.25", "accuracy of epoch 1 is from 0 to 1, not 25.0",
            "1.5", "trainLoss of epoch 2 is finite and not below 0, as -1.5 is",
            "[2.5", "a curve of 2 epochs has no 3 values");
    Map<String, String> instead =
        Map.of(
            "0.9", "9",
            "0.5", "\"NaN\"",
            "\"epochs\": 2", "\"epochs\": 0",
            "\"high\": 2", "\"high\": 0.5",
            "0.25", "25",
            "1.5", "-1.5",
            "[2.5", "[3.5, 2.5");
    wrong.forEach(
        (number, said) ->
            assertThatThrownBy(
                    () ->
                        ResultJson.read(
                            whole.replace(number, instead.get(number)).getBytes(UTF_8),
                            "test",
                            Reported.class))
                .isInstanceOf(BackbenchException.class)
                .hasMessageContaining(said));
  }

  @Test
  void moreRightThanThereWereIsRefused() {
    String json =
        new String(ResultJson.write(new Evaluation(10, 9, 0.5, 1)), UTF_8)
            .replace("\"correct\" : 9", "\"correct\" : 11");
    assertThatThrownBy(() -> ResultJson.read(json.getBytes(UTF_8), "test", Evaluation.class))
        .isInstanceOf(BackbenchException.class)
        .hasMessageEndingWith("not a result: of 10 samples cannot 11 be right");
  }

  @Test
  void aResultOfANewerFormatIsRefusedInOneSentenceThatSaysWhatToDo() {
    assertThatThrownBy(
            () -> ResultJson.readRun("{\"formatVersion\" : 4}".getBytes(UTF_8), "next.json"))
        .isInstanceOf(BackbenchException.class)
        .hasMessage(
            "next.json: result format 4 is newer than this build of Backbench, which reads formats"
                + " 1 to 3; use the build that wrote it, or a newer one");
  }

  @Test
  void whatIsNoResultButAPartOfARunIsReadInThisFormatOnly() {
    byte[] older = "{\"formatVersion\" : 1, \"samples\" : 1}".getBytes(UTF_8);
    assertThatThrownBy(() -> ResultJson.read(older, "test", Evaluation.class))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("test: of result format 1, expected format 3");
  }

  @Test
  void aTruncatedFileIsRefused() {
    refuses(text().substring(0, text().length() / 2), "test:");
  }

  @Test
  void timesDecodeToWhatWasRecorded() {
    Latencies latencies = SampleRun.latencies(5, 300, 1L << 40);
    assertThat(latencies.raw()).containsExactly(5, 300, 1L << 40);
    assertThat(latencies.distribution().getTotalCount()).isEqualTo(3);
  }

  private static String text() {
    return new String(ResultJson.write(SampleRun.run()), UTF_8);
  }

  private static void refuses(String text, String... fragments) {
    assertThatThrownBy(() -> ResultJson.readRun(text.getBytes(UTF_8), "test"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(fragments);
  }
}

package backbench.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  @Test
  void aResultSurvivesTheRoundTrip() {
    RunResult run = SampleRun.run();
    assertThat(ResultJson.read(ResultJson.write(run), "test", RunResult.class)).isEqualTo(run);
  }

  @Test
  void lossesThatAreNotFiniteSurviveTheRoundTrip() {
    Evaluation evaluation = new Evaluation(1, 0, Double.NaN, 1);
    assertThat(ResultJson.read(ResultJson.write(evaluation), "test", Evaluation.class))
        .isEqualTo(evaluation);
  }

  @Test
  void anUnknownPropertyIsRefusedWithItsPlace() {
    refuses(text().replaceFirst("\"suite\"", "\"siute\" : 1, \"suite\""), "test:", "'siute'");
  }

  @Test
  void aMissingPropertyIsRefused() {
    refuses(text().replaceFirst("\"runId\" : \"[^\"]*\",", ""), "runId");
  }

  @Test
  void aRepeatedPropertyIsRefused() {
    refuses(text().replaceFirst("\"runId\"", "\"runId\" : \"x\", \"runId\""), "runId");
  }

  @Test
  void aWrongTypeIsRefused() {
    refuses(text().replaceFirst("\"seed\" : 7", "\"seed\" : \"7\""), "settings.seed");
  }

  @Test
  void aNullWhereAValueMustBeIsRefused() {
    refuses(
        text().replaceFirst("\"specs\" : \\[[^\\]]*\\]", "\"specs\" : null"),
        "null where a value is expected");
  }

  @Test
  void aNullRecordIsRefusedWithItsPlace() {
    refuses(text().replaceFirst("(?s)\"suite\" : \\{[^}]*\\}", "\"suite\" : null"), "'suite'");
    refuses(
        text().replaceFirst("(?s)\"dataset\" : \\{[^}]*\\}", "\"dataset\" : null"),
        "'cells[0].dataset'");
    refuses(text().replaceFirst("\"key\" : \\{[^}]*\\}", "\"key\" : null"), "'cells[0].key'");
  }

  @Test
  void aReportedNumberOffItsScaleIsRefused() {
    String whole =
        """
        {"epochs": 2, "parameters": null, "accuracy": 0.9, "loss": 0.5, "validationAccuracy": null,
         "validationLoss": null, "trainAccuracy": null, "epochSeconds": {"low": 1, "high": 2},
         "curve": {"trainLoss": [2.5, 1.5], "loss": [], "accuracy": [0.25], "trainAccuracy": [],
         "validationLoss": [], "validationAccuracy": []}, "caveat": null, "source": "a write-up"}
        """;
    assertThat(ResultJson.read(whole.getBytes(UTF_8), "test", Reported.class).accuracy())
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
  void anotherFormatVersionIsRefused() {
    refuses(
        text().replaceFirst("\"formatVersion\" : 1", "\"formatVersion\" : 2"), "format version 2");
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

  @Test
  void damagedTimesAreRefused() {
    Latencies good = SampleRun.latencies(5, 300);
    for (Latencies bad :
        List.of(
            new Latencies(2, "AAAA", good.rawNanos(), 3),
            new Latencies(2, "!", good.rawNanos(), 1),
            new Latencies(2, "", "AAAA", 2),
            new Latencies(2, "", good.rawNanos(), -1))) {
      assertThatThrownBy(bad::raw).isInstanceOf(BackbenchException.class);
      assertThatThrownBy(bad::distribution).isInstanceOf(BackbenchException.class);
    }
  }

  private static String text() {
    return new String(ResultJson.write(SampleRun.run()), UTF_8);
  }

  private static void refuses(String text, String... fragments) {
    assertThatThrownBy(() -> ResultJson.read(text.getBytes(UTF_8), "test", RunResult.class))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(fragments);
  }
}

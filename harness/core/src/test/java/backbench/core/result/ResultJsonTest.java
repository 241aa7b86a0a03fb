package backbench.core.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.util.List;
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
    refuses(text().replaceFirst("\"specs\" : \\[[^\\]]*\\]", "\"specs\" : null"), "RunResult");
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

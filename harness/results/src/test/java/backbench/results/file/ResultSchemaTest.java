package backbench.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.SampleRun;
import backbench.results.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResultSchemaTest {

  @Test
  void aResultFitsTheSchema() throws Exception {
    assertThat(ResultSchema.problems(SampleRun.run())).isEmpty();
  }

  @Test
  void whatTheReaderRefusesTheSchemaRefuses() throws Exception {
    String text = new String(ResultJson.write(SampleRun.run()), UTF_8);
    for (String wrong :
        List.of(
            text.replaceFirst("\"runId\"", "\"runID\""),
            text.replaceFirst("\"seed\" : 7", "\"seed\" : \"7\""),
            text.replaceFirst("\"formatVersion\" : 3", "\"formatVersion\" : 4"),
            text.replaceFirst("\"CRASHED\"", "\"SMASHED\""),
            text.replaceFirst("\"startedAt\" : \"2026", "\"startedAt\" : \"soon"))) {
      assertThat(wrong).isNotEqualTo(text);
      assertThat(ResultSchema.problems(wrong)).isNotEmpty();
    }
  }

  @Test
  void theSchemaNamesEveryStatusAndNoOther() throws Exception {
    JsonNode schema = new JsonMapper().readTree(Files.readString(ResultSchema.FILE));
    TreeSet<String> named = new TreeSet<>();
    schema.at("/$defs/status/enum").forEach(each -> named.add(each.asText()));
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Status.values()).map(Status::name).toList());
  }

  @Test
  void everyDefinitionIsClosedAndRequiresAllThatItNames() throws Exception {
    JsonNode schema = new JsonMapper().readTree(Files.readString(ResultSchema.FILE));
    for (Map.Entry<String, JsonNode> each : schema.at("/$defs").properties()) {
      for (JsonNode inner : each.getValue().findParents("properties")) {
        assertThat(inner.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(inner.get("required").size())
            .as(each.getKey())
            .isEqualTo(inner.get("properties").size());
      }
    }
  }
}

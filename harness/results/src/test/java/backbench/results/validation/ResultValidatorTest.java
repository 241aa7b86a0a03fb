package backbench.results.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.plausibility.Peak;
import backbench.results.OldResults;
import backbench.results.RunResult;
import backbench.results.file.ResultJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultValidatorTest {

  private static final JsonMapper JSON = new JsonMapper();

  static List<String> shapes() {
    return OldResults.names();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeThatARunWroteIsValid(String shape) {
    assertThat(ResultValidator.problems(ResultJson.readRun(OldResults.bytes(shape), shape)))
        .isEmpty();
  }

  @Test
  void aResultThatARunWroteIsValid() {
    assertThat(problems(tree -> {})).isEmpty();
  }

  @Test
  void aVerdictThatDoesNotFollowFromForksAndCertificateIsFound() {
    assertThat(problems(tree -> cell(tree).put("status", "UNCERTIFIED").put("reason", "so")))
        .containsExactly(
            "at 'cells[0].status': UNCERTIFIED, expected OK by its forks, its certificate and its"
                + " machine");
    assertThat(problems(tree -> cell(tree).putNull("certificate")))
        .containsExactly(
            "at 'cells[0].status': OK, expected UNCERTIFIED by its forks, its certificate and its"
                + " machine");
    assertThat(problems(tree -> cell(tree).putArray("forks")))
        .containsExactly("at 'cells[0].status': OK, and no fork was measured");
  }

  @Test
  void aVerdictThatTheMachineContradictsIsFound() throws Exception {
    RunResult run = ResultJson.readRun(OldResults.ofFormatTwo("result.json"), "before");
    int threads = run.cells().get(0).key().threads();
    JsonNode tree =
        JSON.readTree(ResultJson.write(run.with(List.of(new Peak(threads, 1, List.of())))));
    ObjectNode least = ((ObjectNode) tree.at("/cells/0/subject/network")).putObject("least");
    for (String what : List.of("training", "prediction")) {
      least
          .putObject(what)
          .put("multiplications", 1_000_000)
          .put("weightBytes", 0)
          .put("sampleBytes", 0);
    }

    RunResult changed = ResultJson.readRun(tree.toString().getBytes(UTF_8), "changed");

    assertThat(ResultValidator.problems(changed))
        .extracting(Problem::toString)
        .containsExactly(
            "at 'cells[0].status': OK, expected IMPLAUSIBLE by its forks, its certificate and its"
                + " machine");
  }

  @Test
  void aCertificateOfSomethingElseIsFound() {
    assertThat(problems(tree -> subject(tree).put("graphDigest", "ab".repeat(32))))
        .hasSize(1)
        .allMatch(problem -> problem.startsWith("at 'cells[0].certificate.subject.graphDigest'"));
    assertThat(problems(tree -> subject(tree).put("pluginDigest", "ab".repeat(32))))
        .hasSize(1)
        .allMatch(problem -> problem.startsWith("at 'cells[0].certificate.subject.pluginDigest'"));
    assertThat(problems(tree -> subject(tree).put("recipeDigest", "ab".repeat(32))))
        .hasSize(1)
        .allMatch(problem -> problem.contains("as for the other cells of the workload"));
    assertThat(problems(tree -> subject(tree).put("recipeDigest", "no digest")))
        .isNotEmpty()
        .anyMatch(problem -> problem.contains("expected a SHA-256 in hexadecimal"));
  }

  @Test
  void aTimeThatIsNotTheSumOfItsStepsIsFound() {
    assertThat(problems(tree -> seconds(tree).put("train", 1e-3)))
        .hasSize(1)
        .allMatch(p -> p.startsWith("at 'cells[0].forks[0].outcome.epochs[0].stepNanos.rawNanos'"));
    assertThatThrownBy(() -> problems(tree -> seconds(tree).put("stage", -1)))
        .hasMessageContaining(
            "epochs[0].seconds.stage': -1.0, expected a number of seconds from 0");
  }

  @Test
  void countsThatDoNotAgreeAreFound() {
    assertThat(problems(tree -> epoch(tree).put("samples", 7))).isNotEmpty();
    assertThatThrownBy(() -> problems(tree -> epoch(tree).put("epoch", 2)))
        .hasMessageContaining("outcome.epochs': epoch 2 at place 1, expected each in order from 1");
    assertThat(
            problems(
                tree ->
                    ((ObjectNode) epoch(tree).at("/evaluations/test"))
                        .put(
                            "correct", epoch(tree).at("/evaluations/test/correct").intValue() + 1)))
        .hasSize(1)
        .allMatch(problem -> problem.contains("as in the last evaluation"));
    assertThat(
            problems(
                tree -> ((ObjectNode) fork(tree).at("/outcome/predictions/0")).put("samples", 1)))
        .hasSize(1)
        .allMatch(problem -> problem.contains("predictions[0].samples': 1, expected"));
  }

  @Test
  void aForkTwiceAndACellTwiceAreFound() {
    assertThat(problems(tree -> ((ObjectNode) fork(tree).get("place")).put("fork", 1)))
        .containsExactly(
            "at 'cells[0].forks[0].place.fork': 1, expected 0 to 0, each fork once and in order");
    assertThatThrownBy(
            () -> problems(tree -> ((ArrayNode) tree.get("cells")).add(cell(tree).deepCopy())))
        .hasMessageContaining("at 'cells': cell " + key() + " is there twice, expected each once");
  }

  private static String key() {
    return ResultJson.readRun(OldResults.ofFormatTwo("result.json"), "r")
        .cells()
        .get(0)
        .key()
        .toString();
  }

  private static ObjectNode cell(ObjectNode tree) {
    return (ObjectNode) tree.at("/cells/0");
  }

  private static ObjectNode subject(ObjectNode tree) {
    return (ObjectNode) tree.at("/cells/0/certificate/subject");
  }

  private static ObjectNode fork(ObjectNode tree) {
    return (ObjectNode) tree.at("/cells/0/forks/0");
  }

  private static ObjectNode epoch(ObjectNode tree) {
    return (ObjectNode) fork(tree).at("/outcome/epochs/0");
  }

  private static ObjectNode seconds(ObjectNode tree) {
    return (ObjectNode) epoch(tree).get("seconds");
  }

  /** Changes a result that a run wrote, in format 2, and validates it. */
  private static List<String> problems(Consumer<ObjectNode> change) {
    try {
      JsonNode tree = JSON.readTree(OldResults.ofFormatTwo("result.json"));
      change.accept((ObjectNode) tree);
      RunResult run = ResultJson.readRun(tree.toString().getBytes(UTF_8), "changed");
      return ResultValidator.problems(run).stream().map(Problem::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

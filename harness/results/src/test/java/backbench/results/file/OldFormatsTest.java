package backbench.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.results.CellResult;
import backbench.results.EpochResult;
import backbench.results.OldResults;
import backbench.results.RawResult;
import backbench.results.RunResult;
import backbench.results.TrainingOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OldFormatsTest {

  static List<String> shapes() {
    return OldResults.names();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeOfFormatOneIsReadWithTheNumbersThatItHolds(String shape) throws Exception {
    byte[] file = OldResults.bytes(shape);

    RunResult run = ResultJson.readRun(file, shape);

    assertThat(RawResult.numbers(run)).isEqualTo(RawResult.numbers(file)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsReadIsWrittenInTheCurrentFormatAndReadAgain(String shape) throws Exception {
    RunResult run = ResultJson.readRun(OldResults.bytes(shape), shape);

    assertThat(ResultSchema.problems(run)).isEmpty();
    assertThat(ResultJson.readRun(ResultJson.write(run), shape)).isEqualTo(run);
  }

  @Test
  void aResultOfFormatTwoKeepsItsNumbersAndItsLoopIsTheSameTime() throws Exception {
    byte[] file = OldResults.ofFormatTwo("result.json");
    JsonNode raw = new JsonMapper().readTree(file);

    RunResult run = ResultJson.readRun(file, "result.json");

    assertThat(ResultSchema.problems(run)).isEmpty();
    assertThat(run.cells()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      TrainingOutcome training = run.cells().get(i).forks().get(0).training();
      JsonNode outcome = raw.at("/cells/" + i + "/forks/0/outcome");
      EpochResult epoch = training.epochs().get(0);
      assertThat(training.dataDigest()).isEqualTo(outcome.get("dataDigest").textValue());
      assertThat(training.batchDigest()).isEqualTo(outcome.get("batchDigest").textValue());
      assertThat(epoch.seconds().step())
          .isEqualTo(outcome.at("/epochs/0/seconds/train").doubleValue());
      assertThat(epoch.loopSeconds())
          .isEqualTo(
              outcome.at("/epochs/0/seconds/train").doubleValue()
                  + outcome.at("/epochs/0/seconds/stage").doubleValue());
      assertThat(training.predictions().get(0).loopSeconds())
          .isEqualTo(outcome.at("/predictions/0/seconds").doubleValue());
      assertThat(epoch.seconds().processor()).isNull();
      assertThat(training.clock()).isNull();
    }
    assertThat(run.shards().get(0).peaks()).isEmpty();
  }

  @Test
  void aCellOfFormatTwoWithoutACertificateIsReadAsWell() throws Exception {
    JsonNode raw = new JsonMapper().readTree(OldResults.ofFormatTwo("result.json"));
    ((ObjectNode) raw.at("/cells/0")).putNull("certificate");
    assertThat(ResultJson.readRun(raw.toString().getBytes(UTF_8), "old").cells().get(0))
        .extracting(CellResult::certificate)
        .isNull();
  }

  @Test
  void whatWasNotMeasuredOrKeptIsNull() {
    RunResult first = read("1-dataset-of-the-suite");
    CellResult cell = first.cells().get(0);
    assertThat(first.settings().accuracy().margin()).isNull();
    assertThat(cell.certificate().deviations()).isNull();
    assertThat(cell.forks().get(0).training().dataDigest()).isNull();
    assertThat(cell.forks().get(0).training().confusion()).isNull();
    assertThat(cell.forks().get(0).training().epochs())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.seconds().firstWait()).isNull();
              assertThat(epoch.seconds().otherWaits()).isNull();
              assertThat(epoch.train()).isNull();
            });
    assertThat(first.shards().get(0).provenance().commit()).isNull();
    assertThat(first.about().labels()).isEmpty();
  }

  @Test
  void theDatasetOfASuiteBecomesThatOfItsCellsWithItsDigest() {
    CellResult cell = read("1-dataset-of-the-suite").cells().get(0);
    assertThat(cell.dataset().id()).isEqualTo("mnist");
    assertThat(cell.dataset().digest()).matches("[0-9a-f]{64}");
    assertThat(cell.dataset().classNames()).isEmpty();
  }

  @Test
  void theOneEvaluationOfTrainingSamplesBecomesThatAfterTheLastEpoch() {
    List<EpochResult> epochs =
        read("9-data-digest").cells().get(0).forks().get(0).training().epochs();
    assertThat(epochs.subList(0, 29)).allMatch(epoch -> epoch.train() == null);
    assertThat(epochs.get(29).train().samples()).isPositive();
  }

  @Test
  void aCellsKeyNamesTheBuildOfItsBackend() {
    RunResult run = read("5-deviations");
    assertThat(run.cells())
        .allSatisfy(
            cell ->
                assertThat(cell.key().configuration().pluginDigest())
                    .isNotNull()
                    .isEqualTo(cell.certificate().subject().pluginDigest()));
  }

  @Test
  void anOldCertificateKeepsItsFormat() {
    assertThat(read("1-dataset-of-the-suite").cells().get(0).certificate().format()).isEqualTo(1);
    assertThat(read("10-evaluations-by-epoch").cells().get(0).certificate().format()).isEqualTo(2);
  }

  @Test
  void aDamagedOldResultIsRefusedAtItsPlace() {
    String whole = new String(OldResults.bytes("10-evaluations-by-epoch"), UTF_8);
    refuses(whole.replaceFirst("\"backbenchVersion\":\"[^\"]*\",", ""), "'backbenchVersion'");
    refuses(
        whole.replaceFirst("\"cpu\"", "\"gpu\":1,\"cpu\""),
        "at 'machine': unknown property 'gpu'",
        "from format 1 up to 3");
    refuses(whole.replaceFirst("\"cells\":\\[", "\"cells\":[3,"), "at 'cells[0]'");
    refuses(whole.replaceFirst("\"order\":\\[\\{[^}]*\\},", "\"order\":["), "order of the run");
    refuses(whole.replaceFirst("\"meanLoss\":[0-9.]*", "\"meanLoss\":\"low\""), "losses.mean'");
  }

  private static RunResult read(String shape) {
    return ResultJson.readRun(OldResults.bytes(shape), shape);
  }

  private static void refuses(String text, String... fragments) {
    assertThatThrownBy(() -> ResultJson.readRun(text.getBytes(UTF_8), "old.json"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith("old.json: not a result")
        .hasMessageContainingAll(fragments);
  }
}

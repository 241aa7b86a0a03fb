package backbench.results.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages one value of a result at a time: each is refused with its place. */
class ResultDamageTest {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String EPOCH = "/cells/0/forks/0/outcome/epochs/0";

  private final ObjectNode tree = tree(SampleRun.run());

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "HISTFAAAAHh4nA=="})
  void aDamagedHistogramIsRefusedWithItsPlace(String damaged) {
    object(EPOCH + "/stepNanos").put("histogram", damaged);

    refused(
        "test: not a result at 'cells[0].forks[0].outcome.epochs[0].stepNanos.histogram': damaged,"
            + " expected a compressed HdrHistogram in Base64");
  }

  @Test
  void aHistogramWithAFlippedByteIsRefusedWithItsPlace() {
    ObjectNode latencies = object("/cells/0/forks/0/outcome/predictions/0/callNanos");
    String good = latencies.get("histogram").textValue();
    int middle = good.length() / 2;
    char other = good.charAt(middle) == 'A' ? 'B' : 'A';
    latencies.put("histogram", good.substring(0, middle) + other + good.substring(middle + 1));

    refused(
        "test: not a result at 'cells[0].forks[0].outcome.predictions[0].callNanos.histogram':"
            + " damaged, expected a compressed HdrHistogram in Base64");
  }

  @Test
  void aHistogramOfAnotherNumberOfTimesIsRefused() {
    object(EPOCH + "/stepNanos").put("count", 3);

    refused("stepNanos.histogram': it holds 2 times, expected 3 as counted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA"})
  void damagedRawTimesAreRefusedWithTheirPlace(String damaged) {
    object(EPOCH + "/stepNanos").put("rawNanos", damaged);

    refused(
        "test: not a result at 'cells[0].forks[0].outcome.epochs[0].stepNanos.rawNanos': damaged: ",
        ", expected deflated variable-length integers in Base64");
  }

  @Test
  void moreRawTimesThanTimesAreRefused() {
    object(EPOCH + "/stepNanos").put("rawCount", 3);

    refused("stepNanos.rawCount': 3, expected a whole number from 0 to 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/settings | forks | -1 | 'settings.forks': -1, expected a whole number from 1",
        "/settings | timeoutSeconds | -1 | 'settings.timeoutSeconds': -1.0, expected a number of seconds from 0",
        "/settings/predict | batch | 0 | 'settings.predict.batch': 0, expected a whole number from 1",
        "/cells/0/key/configuration | threads | -2 | 'cells[0].key.configuration.threads': -2",
        "/cells/0/subject/network | parameters | -1 | 'cells[0].subject.network.parameters': -1",
        "/cells/0/subject/recipe | testSamples | -1 | 'cells[0].subject.recipe.testSamples': -1",
        "/cells/0/forks/0/place | fork | -1 | 'cells[0].forks[0].place.fork': -1",
        "/cells/0/forks/0/startup | openSeconds | -1 | 'cells[0].forks[0].startup.openSeconds': -1.0",
        "/cells/0/forks/0/resources | wallSeconds | -1 | 'cells[0].forks[0].resources.wallSeconds': -1.0",
        "/cells/0/forks/0/outcome/warmup | steps | -1 | warmup.steps': -1",
        "/cells/0/forks/0/outcome/untrained | predictSeconds | -1 | untrained.predictSeconds': -1.0",
        "/cells/0/forks/0/outcome/epochs/0 | steps | -1 | epochs[0].steps': -1",
        "/cells/0/forks/0/outcome/epochs/0/seconds | stage | -1 | epochs[0].seconds.stage': -1.0",
        "/cells/0/forks/0/outcome/predictions/0 | seconds | -1 | predictions[0].seconds': -1.0",
      })
  void anAmountThatThereCannotBeIsRefusedWithItsPlace(
      String place, String name, int value, String said) {
    object(place).put(name, value);

    refused(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity"})
  void aTimeThatIsNoNumberIsRefused(String time) {
    object(EPOCH + "/seconds").put("stage", time);

    refused("epochs[0].seconds.stage': " + time + ", expected a number of seconds from 0");
  }

  @Test
  void aCheckThatCannotHavePassedIsRefused() {
    String said = "not a result at 'cells[0].certificate.checks[0]': check R1 logits says that it";
    object("/cells/0/certificate/checks/0").put("error", 1e308);
    refused(said);

    object("/cells/0/certificate/checks/0").put("error", 0).put("tolerance", "NaN");
    refused(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z"
      })
  void anInstantThatNobodyLivedInIsRefused(String instant) {
    object("/about").put("startedAt", instant);

    refused("not a result at 'about.startedAt': ", "expected an instant from 1970 to 9999");
  }

  @ParameterizedTest
  @ValueSource(doubles = {4.9e-324, 1e-13, 1e13, 1.7e308})
  void aTimeThatNoClockTellsIsRefused(double time) {
    object(EPOCH + "/seconds").put("step", time);

    refused(
        "epochs[0].seconds.step': " + time + ", expected 0 or a number of seconds from 1.0E-12");
  }

  @Test
  void countsBeyondAllAreRefused() {
    object(EPOCH).put("samples", Long.MAX_VALUE);

    refused(
        "epochs[0].samples': 9223372036854775807, expected a whole number up to 1125899906842624");
  }

  @Test
  void confusionsOfMoreSamplesThanThereCanBeAreRefused() {
    ArrayNode counts = (ArrayNode) tree.at("/cells/0/forks/0/outcome/confusion/counts");
    ((ArrayNode) counts.get(0)).set(0, Long.MAX_VALUE - 1);
    ((ArrayNode) counts.get(0)).set(1, Long.MAX_VALUE - 1);

    refused("outcome.confusion': more than 1099511627776 samples, expected");
  }

  @Test
  void aForkThatIsThereTwiceIsRefused() {
    ArrayNode forks = (ArrayNode) tree.at("/cells/0/forks");
    forks.add(forks.get(0).deepCopy());

    refused("not a result at 'cells[0].forks': fork 0 is there twice, expected each once");
  }

  @Test
  void anEpochThatIsThereTwiceIsRefused() {
    ArrayNode epochs = (ArrayNode) tree.at("/cells/0/forks/0/outcome/epochs");
    epochs.add(epochs.get(0).deepCopy());

    refused(
        "not a result at 'cells[0].forks[0].outcome.epochs': epoch 1 at place 2, expected each in"
            + " order from 1");
  }

  @Test
  void aCellThatIsThereTwiceIsRefused() {
    ArrayNode cells = (ArrayNode) tree.get("cells");
    cells.add(cells.get(0).deepCopy());

    refused("not a result at 'cells': cell nin/good/2t/best is there twice, expected each once");
  }

  @Test
  void theSameCellOnTwoMachinesIsTwoCells() {
    ArrayNode shards = (ArrayNode) tree.get("shards");
    shards.add(shards.get(0).deepCopy());
    ArrayNode cells = (ArrayNode) tree.get("cells");
    cells.add(((ObjectNode) cells.get(0).deepCopy()).put("shard", 1));

    assertThat(read().cells())
        .extracting(cell -> cell.status())
        .containsExactly(Status.OK, Status.CRASHED, Status.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "\u001b[31mred", "\u0085", "a\u202eb"})
  void aLabelThatControlsATerminalIsRefused(String value) {
    object("/about/labels").put("purpose", value);

    refused("not a result at 'about': the value of label 'purpose' has a line break, an escape");
  }

  @Test
  void aNumberThatNoDoubleHoldsIsSaidToBeTooLarge() {
    String text = tree.toString().replaceFirst("\"warmupSeconds\":1.0", "\"warmupSeconds\":1e400");
    assertThatThrownBy(() -> ResultJson.readRun(text.getBytes(UTF_8), "test"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("'settings.warmupSeconds': a number beyond 1.8e308, expected");
  }

  @Test
  void aByteOfAnotherEncodingIsSaidToBeOne() {
    String text = tree.toString().replaceFirst("nightly", "n\u00e4chtlich");
    assertThatThrownBy(() -> ResultJson.readRun(text.getBytes(ISO_8859_1), "test"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining(": not a result: a byte that is not UTF-8, expected a text in UTF-8");
  }

  private ObjectNode object(String place) {
    return (ObjectNode) tree.at(place);
  }

  private void refused(String... fragments) {
    assertThatThrownBy(this::read)
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(fragments)
        .hasMessageNotContaining("null");
  }

  private RunResult read() {
    return ResultJson.readRun(tree.toString().getBytes(UTF_8), "test");
  }

  private static ObjectNode tree(RunResult run) {
    try {
      JsonNode read = MAPPER.readTree(ResultJson.write(run));
      return (ObjectNode) read;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

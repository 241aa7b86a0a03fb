package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the command line to one clear error, and to its documented exit codes. */
class BadRequestTest {

  private @TempDir Path folder;

  private Cli cli() {
    return new Cli(folder);
  }

  private static void assertOneError(Cli.Outcome outcome, int exitCode, String... parts) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(exitCode);
    assertThat(outcome.errors()).hasSize(1);
    assertThat(outcome.errors().get(0)).contains(parts);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @Test
  void anUnknownNetworkIsNamedWithItsNearest() {
    assertOneError(cli().run("describe", "nim"), 2, "'nim'", "did you mean 'nin'?");
  }

  @Test
  void anUnknownSuiteIsNamedWithItsNearest() {
    assertOneError(cli().run("run", "quik"), 2, "'quik'", "did you mean 'quick'?");
  }

  @Test
  void anUnknownBackendIsNamedWithItsNearest() {
    assertOneError(
        cli().run("run", "quick", "-b", "vektor"), 2, "'vektor'", "did you mean 'vector'?");
  }

  @Test
  void aTrainingWithoutEpochsIsRefused() {
    assertOneError(
        cli().run("run", "quick", "--epochs", "0"), 2, "--epochs: '0'", "from 1 to 10000");
    assertOneError(
        cli().run("run", "quick", "--forks", "1001"), 2, "--forks: '1001'", "from 1 to 1000");
  }

  @Test
  void aTypoInASpecIsShownAtItsPlace() throws IOException {
    Files.writeString(
        folder.resolve("typo.yaml"),
        """
        id: typo
        title: A key with a typo
        dataset: digits
        netwroks: [nin]
        """);

    assertOneError(cli().run("run", "./typo.yaml"), 2, "typo.yaml:4:1", "netwroks", "networks");
  }

  @Test
  void aCountThatDiffersIsShownAtItsPlace() throws IOException {
    String conv3x3 = Files.readString(Cli.HOME.resolve("specs/architectures/conv3x3.yaml"));
    Files.writeString(
        folder.resolve("conv3x3.yaml"), conv3x3.replace("total: 13602", "total: 13603"));

    assertOneError(cli().run("describe", "./conv3x3.yaml"), 2, "conv3x3.yaml:", "13,60");
  }

  @Test
  void aTruncatedGzipFileIsNamed() throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("data/mnist"));
    byte[] whole = gzip(new byte[50_000]);
    Files.write(
        mnist.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(whole, whole.length / 2));

    assertOneError(cli().run("run", "mnist", "--data", "data"), 2, "train-images-idx3-ubyte.gz");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    // The header of 60 images of 28×28, then zeros.
    byte[] header = {0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 28, 0, 0, 0, 28};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(header);
      gzip.write(content, 0, 60 * 28 * 28);
    }
    return bytes.toByteArray();
  }

  @Test
  void aMissingDatasetSaysWhereItWasLookedForAndHowToGetIt() {
    assertOneError(
        cli().run("run", "mnist", "--data", "nowhere"), 3, "nowhere", "backbench data fetch mnist");
  }

  @Test
  void withoutAFolderDataIsLookedForInTheCache() {
    Cli cli = Cli.withEmptyCache(folder);
    String place = folder.resolve("cache/data/mnist").toString();
    assertOneError(cli.run("run", "mnist"), 3, place);
    assertOneError(cli.run("data", "sheet", "mnist"), 3, place);
  }

  @Test
  void whatIsDrawnCannotBeFetched() {
    assertOneError(cli().run("data", "fetch", "digits"), 2, "'digits' is generated");
  }

  @Test
  void aBrokenPluginIsNamedAndTheOthersAreThere() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("plugins/broken"));
    Files.writeString(broken.resolve("broken.jar"), "this is not a jar");

    Cli.Outcome outcome = cli().run("list", "backends", "--plugins", "plugins");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("vector", "djl-mxnet", "djl-pytorch")
        .containsPattern("broken: .*broken\\.jar");
  }

  @Test
  void aBrokenPluginThatIsAskedForFailsTheRun() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("plugins/broken"));
    Files.writeString(broken.resolve("broken.jar"), "this is not a jar");
    Files.writeString(
        folder.resolve("asks.yaml"),
        """
        id: asks
        title: Asks for a plugin that does not load
        dataset: digits
        networks: [{network: conv3x3, recipe: {batch: 1}}]
        backends: [broken]
        recipe: {optimizer: {sgd: {learning_rate: 0.005}}, epochs: 1, scaling: centered, train: 10, test: 10}
        measure: {forks: 1, seed: 1, timeout_seconds: 60}
        """);

    Cli.Outcome outcome = cli().run("run", "./asks.yaml", "--plugins", "plugins");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).contains("broken.jar");
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @Test
  void aBrokenPluginThatIsNamedSaysWhatIsWrongWithIt() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("plugins/broken"));
    Files.writeString(broken.resolve("broken.jar"), "this is not a jar");

    assertOneError(
        cli().run("run", "quick", "--plugins", "plugins", "-b", "broken"), 3, "broken.jar");
    assertOneError(
        cli().run("certify", "conv3x3", "--plugins", "plugins", "-b", "broken"), 3, "broken.jar");
  }

  @Test
  void aBrokenPluginFailsTheCertificatesUnlessItIsLeftOut() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("plugins/broken"));
    Files.writeString(broken.resolve("broken.jar"), "this is not a jar");

    Cli.Outcome all = cli().run("certify", "conv3x3", "--plugins", "plugins");
    Cli.Outcome one = cli().run("certify", "conv3x3", "--plugins", "plugins", "-b", "vector");

    assertThat(all.exitCode()).as(all.out() + all.err()).isEqualTo(1);
    assertThat(all.err()).contains("warning: broken plugin in ");
    assertThat(all.out())
        .doesNotContain("warning")
        .contains("a broken plugin fails this command: broken; name the others with --backend");
    assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    assertOneError(cli().run("run", "--fork", "3"), 2, "--fork");
  }

  @Test
  void aLabelThatIsNoneIsRefused() {
    assertOneError(
        cli().run("run", "quick", "--label", "nightly"), 2, "'nightly'", "expected KEY=VALUE");
    assertOneError(
        cli().run("run", "quick", "--label", "two words=1"),
        2,
        "'two words'",
        "the key of a label");
    assertOneError(
        cli().run("run", "quick", "--label", "a=1", "--label", "a=2"), 2, "'a' is given twice");
    assertOneError(
        cli().run("run", "quick", "--label", "a=1", "--resume", "x"), 2, "keeps its labels");
  }

  @Test
  void aResultOfANewerBuildIsRefusedInOneLineThatSaysWhatToDo() throws IOException {
    Files.writeString(folder.resolve("result.json"), "{\"formatVersion\": 99}");
    assertOneError(
        cli().run("report", "./result.json"), 2, "result format 99 is newer", "1 to 3", "use");
  }

  @Test
  void aFolderThatIsNoRunIsRefused() {
    assertOneError(cli().run("report", folder.toString()), 2, "is not the folder of a run");
  }
}

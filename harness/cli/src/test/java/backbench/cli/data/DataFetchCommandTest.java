package backbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the command that fetches datasets. */
class DataFetchCommandTest extends DataCommandFixture {

  @Test
  void fetchSaysLicenceAndOriginAndBringsEveryFileFromTheFirstMirrorThatHasIt() {
    assertThat(run(new DataFetchCommand(this::catalog), "small")).isZero();

    assertThat(text(out))
        .isEqualTo(
            """
            small: Small squares
              licence: CC0
              origin:  Nobody, nowhere
              into:    %s
            """
                .formatted(data().resolve("small")));
    assertThat(text(err))
        .contains("train-images.gz: 127.0.0.1 answers HTTP 404\n")
        .contains("train-images.gz: verified\n");
    files.forEach(
        (name, content) ->
            assertThat(data().resolve("small").resolve(name)).hasBinaryContent(content));
  }

  @Test
  void fetchWritesNothingThroughALinkThatLeadsOutOfTheDataFolder() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(Files.createDirectories(data()).resolve("small"), outside);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isEqualTo(ExitCode.REQUEST);
    assertThat(text(err)).contains("a link to " + outside.toRealPath());
    assertThat(outside).isEmptyDirectory();
    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.REQUEST);
  }

  @Test
  void fetchAsksForNothingThatIsHereAndVerified() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    requests.clear();
    Files.write(data().resolve("small/test-labels.gz"), new byte[3]);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isZero();

    assertThat(requests).containsExactly("test-labels.gz");
    assertThat(text(err)).contains("train-images.gz: already present, verified\n");
  }

  @Test
  void fetchFailsInOneLineWithEveryMirrorsReason() {
    files.replaceAll((name, content) -> new byte[content.length]);

    assertThat(run(new DataFetchCommand(this::catalog), "small")).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(text(err).lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("cannot download", "answers HTTP 404", "sent a file with the SHA-256 ");
  }

  @Test
  void fetchOfWhatIsDrawnUnknownOrMistypedFetchesNothing() {
    assertThat(run(new DataFetchCommand(this::catalog), "small", "drawn"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(run(new DataFetchCommand(this::catalog), "small", "unknown"))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(run(new DataFetchCommand(this::catalog), "small", "smal"))
        .isEqualTo(ExitCode.REQUEST);

    assertThat(text(err))
        .contains("the dataset 'drawn' is generated and has no files")
        .contains(
            "the dataset 'unknown' has no known download; expected its files in "
                + data().resolve("small")
                + ", from: Nobody, nowhere")
        .contains("did you mean 'small'?");
    assertThat(requests).isEmpty();
  }
}

package backbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Tests the command that lists datasets. */
class DataListCommandTest extends DataCommandFixture {

  @Test
  void listSaysWhatIsHereAndWhatIsMissing() throws IOException {
    run(new DataListCommand(this::catalog));
    assertThat(text(out))
        .containsPattern(
            "(?m)^drawn +\\[1, 28, 28\\] +10 classes  generated, 300 \\+ 20 +present +none ")
        .containsPattern(
            "(?m)^small +\\[1, 4, 4\\] +3 classes  files in small +missing, \\d+ bytes to fetch  CC0 +Small squares$")
        .containsPattern("(?m)^unknown .* missing, no known download ")
        .endsWith("\nData folder: " + data() + "\n");

    run(new DataFetchCommand(this::catalog), "small");
    Files.delete(data().resolve("small/test-labels.gz"));
    out.getBuffer().setLength(0);
    run(new DataListCommand(this::catalog));
    assertThat(text(out))
        .containsPattern("(?m)^small .* 3 of 4 files present, \\d+ bytes to fetch ");

    // What a person unpacked counts as well: the reader takes it.
    Files.write(data().resolve("small/test-labels"), labels(2));
    out.getBuffer().setLength(0);
    run(new DataListCommand(this::catalog));
    assertThat(text(out))
        .containsPattern("(?m)^small .* present, \\d+ bytes +CC0")
        .containsPattern("(?m)^unknown .* present, no known checksum ");
  }

  @Test
  void theRootCommandHasThem() {
    assertThat(Main.commandLine().getSubcommands().get("data").getSubcommands())
        .containsOnlyKeys("list", "fetch", "verify", "sheet");
  }
}

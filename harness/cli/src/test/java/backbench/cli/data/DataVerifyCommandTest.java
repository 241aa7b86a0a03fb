package backbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests the command that verifies datasets. */
class DataVerifyCommandTest extends DataCommandFixture {

  @Test
  void verifyChecksEveryFileAndItsExitCodeSaysWhetherOneFails() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isZero();
    assertThat(text(out).lines())
        .hasSize(4)
        .allMatch(line -> line.matches("small/t\\S+\\.gz: verified, \\d+ bytes"));

    byte[] damaged = files.get("train-images.gz").clone();
    damaged[20]++;
    Files.write(data().resolve("small/train-images.gz"), damaged);
    Files.write(data().resolve("small/train-labels.gz"), new byte[3]);
    Files.delete(data().resolve("small/test-labels.gz"));
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(text(out))
        .contains("small/train-images.gz: DAMAGED: another SHA-256; expected ")
        .contains("small/train-labels.gz: DAMAGED: another size; expected ")
        .contains("small/test-labels.gz: MISSING\n")
        .containsPattern("small/test-images.gz: verified, ");
  }

  @Test
  void verifyOpensWhatHasNoChecksum() throws IOException {
    run(new DataFetchCommand(this::catalog), "small");
    Path unpacked = data().resolve("small/train-labels");
    Files.write(unpacked, labels(3));
    out.getBuffer().setLength(0);

    assertThat(run(new DataVerifyCommand(this::catalog))).isZero();
    assertThat(text(out))
        .contains("small: readable, 3 + 2 samples\n", "unknown: readable, 3 + 2 samples\n")
        .doesNotContain("drawn");

    Files.write(unpacked, new byte[3]);
    assertThat(run(new DataVerifyCommand(this::catalog), "unknown"))
        .isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(text(out)).containsPattern("(?m)^unknown: DAMAGED: .*train-labels");
  }

  @Test
  void verifyOfNothingSaysSo() {
    assertThat(run(new DataVerifyCommand(this::catalog))).isZero();
    assertThat(text(out)).isEqualTo("nothing to verify in " + data() + "\n");

    assertThat(run(new DataVerifyCommand(this::catalog), "drawn")).isZero();
    assertThat(text(out)).endsWith("drawn: generated, nothing to verify\n");

    assertThat(run(new DataVerifyCommand(this::catalog), "small")).isEqualTo(ExitCode.CHECK_FAILED);

    assertThat(run(new DataVerifyCommand(this::catalog), "unknown"))
        .isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(text(out)).contains("unknown: MISSING: no such folder: ").doesNotContain("DAMAGED");
  }
}

package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the launcher of a checkout that its user cannot write to. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher needs a POSIX shell")
class ReadOnlyCheckoutTest {

  private @TempDir Path folder;
  private ToyCheckout checkout;

  @BeforeEach
  void make() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    checkout = ToyCheckout.layOut(Files.createDirectory(folder.resolve("checkout")));
  }

  /** Starts as somebody who may not write: root may everywhere, so root becomes nobody. */
  private Cli.Outcome versionReadOnly() throws IOException {
    checkout.forbidWrites();
    List<String> command = new ArrayList<>();
    if (Files.isWritable(checkout.folder())) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      assumeTrue(mayRead(command), "nobody can be another user here, or not read this Java");
    }
    command.add(checkout.launcher().toString());
    return checkout.version(folder, Map.of(), command);
  }

  private boolean mayRead(List<String> user) {
    List<String> command = new ArrayList<>(user);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    try {
      return checkout.version(folder, Map.of(), command).exitCode() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static void assertStarts(Cli.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("backbench ");
  }

  @Test
  void whatIsBuiltStartsInSilence() throws IOException {
    assertStarts(checkout.version());
    Cli.Outcome outcome = versionReadOnly();
    assertStarts(outcome);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void withoutAnArchiveItStartsInSilence() throws IOException {
    assertStarts(checkout.version());
    Files.delete(checkout.archive());
    Cli.Outcome outcome = versionReadOnly();
    assertStarts(outcome);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void whatIsStaleStartsWithAWarning() throws IOException {
    assertStarts(checkout.version());
    checkout.edit("harness/cli/src/main/java/A.java");
    Cli.Outcome outcome = versionReadOnly();
    assertStarts(outcome);
    assertThat(outcome.err().lines().toList())
        .singleElement()
        .asString()
        .contains("has changed since it was built")
        .contains("cannot be written to");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void whatIsNotBuiltIsRefusedInOneLine() throws IOException {
    Cli.Outcome outcome = versionReadOnly();
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().toList())
        .singleElement()
        .asString()
        .contains("is not built and cannot be written to");
  }
}

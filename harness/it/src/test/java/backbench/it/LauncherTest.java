package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the launcher of a checkout whose build only notes that it ran. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher needs a POSIX shell")
class LauncherTest {

  private @TempDir Path folder;
  private ToyCheckout checkout;

  @BeforeEach
  void make() throws IOException {
    checkout = ToyCheckout.layOut(Files.createDirectory(folder.resolve("checkout")));
  }

  private static void assertStarts(Cli.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out().lines().toList())
        .as("standard output")
        .hasSize(2)
        .first()
        .asString()
        .startsWith("backbench ");
  }

  private static void assertStartsInSilence(Cli.Outcome outcome) {
    assertStarts(outcome);
    assertThat(outcome.err()).as("standard error").isEmpty();
  }

  @Test
  void thisCheckoutIsNotBuiltInsideItsOwnBuild() {
    assertStartsInSilence(new Cli(folder).run("--version"));
  }

  @Test
  void theFirstStartBuildsAndTheSecondDoesNot() throws IOException {
    Cli.Outcome first = checkout.version();
    assertStarts(first);
    assertThat(first.err()).contains("building for the first time").contains("built in");
    assertStartsInSilence(checkout.version());
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aSourceThatChangedIsBuiltAndATestOrADocumentIsNot() throws IOException {
    assertStarts(checkout.version());
    checkout.edit("harness/cli/src/test/java/ATest.java");
    checkout.edit("harness/docs/guide.md");
    checkout.edit("harness/it/src/main/java/It.java");
    assertStartsInSilence(checkout.version());
    checkout.edit("harness/cli/src/main/java/A.java");
    assertThat(checkout.version().err()).contains("sources have changed");
    assertStartsInSilence(checkout.version());
    checkout.edit("backends/vector/pom.xml");
    assertThat(checkout.version().err()).contains("sources have changed");
    assertThat(checkout.builds()).isEqualTo(3);
  }

  @Test
  void aSourceThatIsGoneIsBuilt() throws IOException {
    assertStarts(checkout.version());
    checkout.delete("harness/cli/src/main/java/A.java");
    assertThat(checkout.version().err()).contains("sources have changed");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void ofTwoStartsAtOnceOneBuilds() throws IOException {
    CompletableFuture<Cli.Outcome> other = CompletableFuture.supplyAsync(checkout::version);
    assertStarts(checkout.version());
    assertStarts(other.join());
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws IOException {
    checkout.failBuilds("[ERROR] no such module");
    Cli.Outcome failed = checkout.version();
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("the build failed").contains("[ERROR] no such module");
    checkout.mendBuilds();
    assertStarts(checkout.version());
  }

  @Test
  void linksToTheLauncherAndToItsFolderAreFollowed() throws IOException {
    assertStarts(checkout.version());
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("one"), Path.of("../checkout/backbench"));
    Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(bin.resolve("three"), bin.resolve("two"));
    Files.createSymbolicLink(folder.resolve("link"), checkout.folder());
    assertStartsInSilence(checkout.version(bin.resolve("two")));
    assertStartsInSilence(checkout.version(bin.resolve("three")));
    String facts = checkout.archiveFacts();
    assertStartsInSilence(checkout.version(folder.resolve("link/backbench")));
    assertThat(checkout.archiveFacts()).isEqualTo(facts);
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aCheckoutThatWasMovedStartsInSilence() throws IOException {
    assertStarts(checkout.version());
    ToyCheckout moved = checkout.moveTo(folder.resolve("moved"));
    assertStartsInSilence(moved.version());
    assertThat(moved.archiveFacts()).contains(moved.folder().toRealPath().toString());
    assertStartsInSilence(moved.version());
    assertThat(moved.builds()).isEqualTo(1);
  }

  @Test
  void anArchiveOfOtherJarsIsMadeAnewInSilence() throws IOException {
    assertStarts(checkout.version());
    String facts = checkout.archiveFacts();
    checkout.touchJars();
    assertStartsInSilence(checkout.version());
    assertThat(checkout.archiveFacts()).isNotEqualTo(facts);
  }

  @Test
  void anArchiveThatWasCutOrDamagedIsMadeAnewInSilence() throws IOException {
    assertStarts(checkout.version());
    byte[] whole = Files.readAllBytes(checkout.archive());
    for (int length : new int[] {0, whole.length / 2}) {
      byte[] cut = Arrays.copyOf(whole, length);
      checkout.replaceArchive(cut);
      assertStartsInSilence(checkout.version());
      assertThat(Files.size(checkout.archive())).isGreaterThan(length);
    }
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    checkout.replaceArchive(damaged);
    assertStartsInSilence(checkout.version());
    assertThat(Files.readAllBytes(checkout.archive())).isNotEqualTo(damaged);
  }

  @Test
  void whatTheJvmWarnsOfNeverReachesStandardOutput() throws IOException {
    assertStarts(checkout.version());
    // Most machines have no large pages, which the JVM says on standard output unless told not to.
    assertStarts(
        checkout.version(
            checkout.folder().resolve("backbench"), "JAVA_TOOL_OPTIONS", "-XX:+UseLargePages"));
  }

  @Test
  void withoutAJavaItSaysWhatToInstall() throws IOException {
    Cli.Outcome outcome =
        checkout.version(
            checkout.folder().resolve("backbench"), "JAVA_HOME", folder.resolve("none").toString());
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("no Java found");
  }
}

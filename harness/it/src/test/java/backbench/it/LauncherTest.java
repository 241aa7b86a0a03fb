package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts the launcher of a checkout whose build only notes that it ran. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher needs a POSIX shell")
class LauncherTest {

  /** No header of an archive is longer. */
  private static final int HEADER_BYTES = 4096;

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

  private static void assertRefused(Cli.Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("backbench: ")
        .contains(reason);
  }

  @Test
  void thisCheckoutIsNotBuiltInsideItsOwnBuild() {
    assumeTrue(BuiltHere.whole(), "only a build of all modules has built what the launcher starts");
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
    assertThat(checkout.version().err()).contains("out of date; building again");
    assertStartsInSilence(checkout.version());
    checkout.edit("backends/vector/pom.xml");
    assertThat(checkout.version().err()).contains("out of date; building again");
    assertThat(checkout.builds()).isEqualTo(3);
  }

  @Test
  void aSourceThatOnlyHasANewTimeIsNotBuilt() throws IOException {
    assertStarts(checkout.version());
    checkout.touch("harness/cli/src/main/java/A.java");
    assertStartsInSilence(checkout.version());
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void jarsThatAreGoneAreBuilt() throws IOException {
    assertStarts(checkout.version());
    checkout.deleteJars();
    assertStarts(checkout.version());
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void aSourceThatIsGoneIsBuilt() throws IOException {
    assertStarts(checkout.version());
    checkout.delete("harness/cli/src/main/java/A.java");
    assertThat(checkout.version().err()).contains("out of date; building again");
    assertThat(checkout.builds()).isEqualTo(2);
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
  void aCopyStartsInSilenceAndMakesItsOwnArchive() throws IOException {
    assertStarts(checkout.version());
    ToyCheckout copy = checkout.copyTo(folder.resolve("copy"));
    assertStartsInSilence(copy.version());
    assertThat(copy.archiveFacts()).contains(copy.folder().toRealPath().toString());
    assertThat(copy.builds()).isEqualTo(1);
  }

  @Test
  void aCopyOfAStaleCheckoutIsBuilt() throws IOException {
    assertStarts(checkout.version());
    checkout.edit("harness/cli/src/main/java/A.java");
    ToyCheckout copy = checkout.copyTo(folder.resolve("copy"));
    assertThat(copy.version().err()).contains("out of date; building again");
  }

  @Test
  void aFolderMayHaveAnyNameThatJavaCanStartFrom() throws IOException {
    Path named = folder.resolve("it's \"a\" `name` of $HOME [with]*? \\n");
    ToyCheckout odd = ToyCheckout.layOut(Files.createDirectory(named));
    assertStarts(odd.version());
    odd.edit("harness/docs/guide.md");
    odd.edit("harness/it/pom.xml");
    assertStartsInSilence(odd.version());
    assertThat(odd.builds()).isEqualTo(1);
    assertThat(odd.archive()).isNotEmptyFile();
    odd.edit("harness/cli/src/main/java/A.java");
    assertThat(odd.version().err()).contains("out of date; building again");
  }

  @Test
  void aFolderWithAColonIsRefusedInOneLine() throws IOException {
    ToyCheckout odd = ToyCheckout.layOut(Files.createDirectory(folder.resolve("a:b")));
    assertRefused(odd.version(), "colon");
  }

  @Test
  void aRelativePathIsFollowedWhateverCdpathNames() throws IOException {
    assertStarts(checkout.version());
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("elsewhere/checkout"));
    Map<String, String> elsewhere = Map.of("CDPATH", folder.resolve("elsewhere").toString());
    assertStartsInSilence(checkout.version(bin, elsewhere, List.of("../checkout/backbench")));
    assertStartsInSilence(checkout.version(folder, elsewhere, List.of("checkout/backbench")));
    assertStartsInSilence(
        checkout.version(checkout.folder(), elsewhere, List.of("sh", "backbench")));
    assertThat(checkout.builds()).isEqualTo(1);
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
  void anArchiveThatTheJvmRefusesIsRefusedInSilence() throws IOException {
    assertStarts(checkout.version());
    ToyCheckout other = ToyCheckout.layOut(Files.createDirectory(folder.resolve("other")));
    assertStarts(other.version());
    byte[] foreign = Files.readAllBytes(other.archive());
    checkout.forgeArchive(foreign);
    assertStartsInSilence(checkout.version());
    assertThat(Files.readAllBytes(checkout.archive())).isEqualTo(foreign);

    byte[] ofAnotherJava = Files.readAllBytes(checkout.archive());
    String header = new String(ofAnotherJava, 0, HEADER_BYTES, StandardCharsets.ISO_8859_1);
    int name = header.indexOf(System.getProperty("java.vm.name"));
    assertThat(name).as("the name of the JVM in the archive's header").isPositive();
    ofAnotherJava[name] ^= 1;
    checkout.forgeArchive(ofAnotherJava);
    assertStartsInSilence(checkout.version());
    assertThat(Files.readAllBytes(checkout.archive())).isEqualTo(ofAnotherJava);
  }

  @Test
  void aJavaThatMakesNoArchiveIsAskedOnce() throws IOException {
    Path asked = folder.resolve("asked.txt");
    Path java =
        wrapJava(
            """
            case "$*" in
              *ArchiveClassesAtExit*) echo asked >>'%s'; exit 1 ;;
            esac
            """
                .formatted(asked));
    assertStarts(checkout.version("JAVA_HOME", java.toString()));
    assertStartsInSilence(checkout.version("JAVA_HOME", java.toString()));
    assertThat(asked).hasContent("asked");
  }

  @Test
  void whatTheJvmWarnsOfNeverReachesStandardOutput() throws IOException {
    assertStarts(checkout.version());
    // Most machines have no large pages, which the JVM says on standard output unless told not to.
    assertStarts(checkout.version("JAVA_TOOL_OPTIONS", "-XX:+UseLargePages"));
    assertStarts(checkout.version("JDK_JAVA_OPTIONS", "-XX:+UseLargePages"));
  }

  @Test
  void withoutAJavaItSaysWhatToInstall() throws IOException {
    assertRefused(
        checkout.version("JAVA_HOME", folder.resolve("none").toString()), "no Java found");
  }

  @Test
  void aJavaThatIsTooOldIsRefusedInOneLine() throws IOException {
    for (String version : List.of("11.0.25", "1.8.0_432")) {
      Path old = wrapJava("echo 'openjdk version \"%s\"' >&2; exit 1\n".formatted(version));
      assertRefused(checkout.version("JAVA_HOME", old.toString()), "is not Java 17 or newer");
    }
    assertThat(checkout.folder().resolve("builds.txt")).doesNotExist();
  }

  /** Makes a Java that does something first. */
  private Path wrapJava(String first) throws IOException {
    Path home = folder.resolve("java");
    Files.createDirectories(home.resolve("bin"));
    Path real = Path.of(System.getProperty("java.home"), "bin", "java");
    ToyCheckout.writeProgram(
        home.resolve("bin/java"), "#!/bin/sh\n" + first + "exec '" + real + "' \"$@\"\n");
    return home;
  }
}

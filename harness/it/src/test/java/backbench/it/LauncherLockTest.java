package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts launchers at once, with flock and with no more than POSIX has. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher needs a POSIX shell")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LauncherLockTest {

  /** All that the launcher and the build of a toy call, bar Java. */
  private static final List<String> TOOLS =
      List.of(
          "basename",
          "cat",
          "cksum",
          "cp",
          "date",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sh",
          "sleep",
          "sort",
          "tail");

  private @TempDir Path folder;
  private ToyCheckout checkout;
  private Map<String, String> withoutFlock;

  @BeforeEach
  void make() throws IOException {
    checkout = ToyCheckout.layOut(Files.createDirectory(folder.resolve("checkout")));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      ToyCheckout.writeProgram(
          bin.resolve(tool), "#!/bin/sh\nexec " + onThePath(tool) + " \"$@\"\n");
    }
    withoutFlock = Map.of("PATH", bin.toString());
  }

  private static Path onThePath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not on the PATH: " + tool));
  }

  private Cli.Outcome version(Map<String, String> variables) {
    return checkout.version(folder, variables, List.of(checkout.launcher().toString()));
  }

  private static void assertStarts(Cli.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("backbench ");
  }

  private void assertOneOfTwoBuilds(Map<String, String> variables) throws IOException {
    CompletableFuture<Cli.Outcome> other = CompletableFuture.supplyAsync(() -> version(variables));
    assertStarts(version(variables));
    assertStarts(other.join());
    assertThat(checkout.builds()).isEqualTo(1);
  }

  private static long endedProcess() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("sh", "-c", "exit 0").start();
    ended.waitFor();
    return ended.pid();
  }

  @Test
  void ofTwoStartsAtOnceOneBuilds() throws IOException {
    assertOneOfTwoBuilds(Map.of());
  }

  @Test
  void ofTwoStartsAtOnceOneBuildsWithoutFlock() throws IOException {
    assertOneOfTwoBuilds(withoutFlock);
    assertThat(checkout.owner()).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerDiedIsTakenOverByOne() throws IOException, InterruptedException {
    Files.createDirectories(checkout.owner().getParent());
    Files.writeString(checkout.owner(), endedProcess() + "\n");
    assertOneOfTwoBuilds(withoutFlock);
    assertThat(checkout.owner()).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerLivesIsWaitedFor() throws IOException, InterruptedException {
    Files.createDirectories(checkout.owner().getParent());
    long self = ProcessHandle.current().pid();
    Files.writeString(checkout.owner(), self + "\n");
    CompletableFuture<Cli.Outcome> waiting =
        CompletableFuture.supplyAsync(() -> version(withoutFlock));
    TimeUnit.SECONDS.sleep(3);
    assertThat(waiting).isNotDone();
    Files.delete(checkout.owner());
    assertStarts(waiting.join());
    assertThat(waiting.join().err())
        .containsOnlyOnce("waiting for another start that builds, process " + self);
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsFreesTheLock() throws IOException {
    checkout.failBuilds("[ERROR] no such module");
    assertThat(version(withoutFlock).exitCode()).isEqualTo(3);
    assertThat(checkout.owner()).doesNotExist();
  }

  @Test
  void aStartThatIsEndedWhileItBuildsFreesTheLockAndIsBuiltAgain()
      throws IOException, InterruptedException {
    Process process =
        ToyCheckout.start(
            folder,
            withoutFlock,
            List.of(checkout.launcher().toString()),
            folder.resolve("out.txt"),
            folder.resolve("err.txt"));
    while (!Files.exists(checkout.folder().resolve("builds.txt"))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(checkout.owner()).doesNotExist();
    assertStarts(version(withoutFlock));
    assertThat(checkout.builds()).isEqualTo(2);
  }
}

package backbench.run.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MachineLockTest {

  @TempDir Path cache;
  private final List<String> said = new CopyOnWriteArrayList<>();

  /** Holds the lock of a folder until its input ends. */
  public static void main(String[] folder) throws Exception {
    try (MachineLock lock =
        MachineLock.acquire(Path.of(folder[0]), "run of other", () -> false, unused -> {})) {
      System.out.println(lock.held());
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }

  @Test
  void theFirstRunWaitsForNobody() throws Exception {
    try (MachineLock lock = acquire(() -> false)) {
      assertThat(lock.held()).isTrue();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void aSecondProcessWaitsSaysForWhomAndGoesOnWhenTheFirstIsDone() throws Exception {
    Process first = holder();
    Thread ends =
        new Thread(
            () -> {
              while (said.isEmpty()) {
                Thread.onSpinWait();
              }
              closeInput(first);
            });
    ends.start();

    try (MachineLock lock = acquire(() -> false)) {
      assertThat(lock.held()).isTrue();
    }

    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("waiting for process " + first.pid() + " (run of other, since 20")
        .endsWith("Z), which measures on this machine");
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theLockOfAKilledProcessIsFree() throws Exception {
    Process first = holder();
    first.destroyForcibly().waitFor();

    try (MachineLock lock = acquire(() -> false)) {
      assertThat(lock.held()).isTrue();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void waitingCanBeStopped() throws Exception {
    Process first = holder();
    AtomicBoolean asked = new AtomicBoolean();

    try (MachineLock lock = acquire(() -> asked.getAndSet(true))) {
      assertThat(lock.held()).isFalse();
    }
    assertThat(said).hasSize(1);
    closeInput(first);
    first.waitFor();
  }

  @Test
  void whereTheLockCannotBeMadeThatIsSaidAndTheRunGoesOn() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "");

    try (MachineLock lock = MachineLock.acquire(file, "run of mine", () -> false, said::add)) {
      assertThat(lock.held()).isFalse();
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("nothing keeps another run from measuring at the same time");
  }

  private MachineLock acquire(BooleanSupplier stop) throws InterruptedException {
    return MachineLock.acquire(cache, "run of mine", stop, said::add);
  }

  private Process holder() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MachineLockTest.class.getName(),
                cache.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("true");
    return process;
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

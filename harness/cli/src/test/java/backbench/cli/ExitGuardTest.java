package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends processes in ways that are not the end of a command. */
class ExitGuardTest {

  private static final int FAULT = 70;

  /** Names a way to end. */
  enum Way {
    /** Another thread says that all is well. */
    EXIT_FROM_A_THREAD,
    /** So does the command's own. */
    EXIT_FROM_THE_COMMAND,
    /** The command's thread ends without a word. */
    RETURN,
    /** It dies. */
    DIE
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatEndsBeforeItIsDoneIsAFault(Way way) throws Exception {
    Process process = start(way.name());
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(FAULT);
    assertThat(err.lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .satisfies(
            line -> assertThat(line).contains("the process ended before its command was done"));
  }

  @Test
  void whatIsDoneEndsWithItsOwnCode() throws Exception {
    Process process = start("DONE");
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  void aSignalKeepsItsOwnCode() throws Exception {
    Process process = start("WAIT");
    assertThat(process.getInputStream().read()).isEqualTo('.');
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  private static Process start(String way) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Ending.class.getName(),
            way)
        .start();
  }

  /** Ends in the way that it is told. */
  static final class Ending {

    private Ending() {}

    /** Takes the way. */
    public static void main(String[] arguments) throws InterruptedException {
      ExitGuard guard = ExitGuard.install();
      switch (arguments[0]) {
        case "EXIT_FROM_A_THREAD" -> {
          new Thread(() -> System.exit(0)).start();
          new CountDownLatch(1).await();
        }
        case "EXIT_FROM_THE_COMMAND" -> System.exit(0);
        case "DIE" -> throw new AssertionError("dies");
        case "DONE" -> guard.exit(3);
        case "WAIT" -> {
          System.out.print('.');
          System.out.flush();
          new CountDownLatch(1).await();
        }
        default -> {
          // Returns.
        }
      }
    }
  }
}

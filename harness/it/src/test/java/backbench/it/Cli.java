package backbench.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line as a person would: in a process, in a folder of its own. */
final class Cli {

  /** The checkout under test. */
  static final Path HOME = Path.of(System.getProperty("backbench.root"));

  private static final long LONGEST_MINUTES = 10;

  private final Path folder;
  private final Path home;

  /** Runs commands in a folder, with everything that Backbench writes below it. */
  Cli(Path folder) {
    this(folder, HOME);
  }

  /** Runs commands of an installation elsewhere. */
  Cli(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /**
   * Holds what a command left behind.
   *
   * @param exitCode as the shell would see it
   * @param out standard output
   * @param err standard error
   */
  record Outcome(int exitCode, String out, String err) {

    /** Returns the lines of standard error that report an error. */
    List<String> errors() {
      return err.lines().filter(line -> line.startsWith("error: ")).toList();
    }
  }

  /** Runs a command to its end. */
  Outcome run(String... arguments) {
    return outcome(folder, (out, err) -> start(out, err, arguments));
  }

  /** Starts a process whose output goes to two files. */
  interface Start {
    Process start(Path out, Path err) throws IOException;
  }

  /**
   * Waits for the end of a process, whichever it is.
   *
   * @param folder where what it prints is kept
   */
  static Outcome outcome(Path folder, Start start) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process = start.start(out, err);
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        String command = process.info().commandLine().orElse("the process");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("still running after " + LONGEST_MINUTES + " minutes: " + command);
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Starts a command and leaves it running. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(HOME.resolve("harness/cli/target/lib") + "/*");
    command.add("-Dbackbench.home=" + home);
    command.add("backbench.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("BACKBENCH_CACHE", folder.resolve("cache").toString());
    builder.environment().remove("BACKBENCH_DATA");
    builder.environment().put("NO_COLOR", "1");
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }
}

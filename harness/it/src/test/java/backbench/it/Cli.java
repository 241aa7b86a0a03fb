package backbench.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command line as a person would: by the launcher, in a folder of its own.
 *
 * <p>All share what is kept until the next {@code clean}. That is certificates: one whose key is
 * the same proves the same, and making it is most of what a run here takes. And it is the natives
 * of the engines, about 1 GB unpacked. The cache's folder is a thread's own, so that no run waits
 * for the lock of another test's.
 */
final class Cli {

  /** The checkout under test. */
  static final Path HOME = Path.of(System.getProperty("backbench.root"));

  /** The launcher under test. */
  static final Path LAUNCHER = HOME.resolve("backbench");

  /** A JVM says on standard error that it picked one of these variables up. */
  static final List<String> JVM_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Path SHARED_CACHE = HOME.resolve("target/it/cache");
  private static final List<String> SHARED =
      List.of("backends", "certificates", "plugins", "powers");
  private static final long LONGEST_MINUTES = 30;

  private final Path folder;
  private final Path cache;
  private final Map<String, String> variables;

  /** Runs commands in a folder, with everything below it that Backbench writes, bar the cache. */
  Cli(Path folder) {
    this(folder, ownCache());
  }

  private Cli(Path folder, Path cache) {
    this(folder, cache, Map.of());
  }

  private Cli(Path folder, Path cache, Map<String, String> variables) {
    BuiltHere.whole();
    this.folder = folder;
    this.cache = cache;
    this.variables = variables;
  }

  /**
   * Makes a cache for the tests of this thread, unless it is there; its parts are links to those
   * that all tests share.
   */
  private static Path ownCache() {
    if (!hasLauncher()) {
      // Links need a privilege on Windows; there, runs wait for each other.
      return SHARED_CACHE;
    }
    String thread = Thread.currentThread().getName().replaceAll("[^A-Za-z0-9-]", "-");
    Path cache = SHARED_CACHE.resolveSibling("cache-of-" + thread);
    try {
      Files.createDirectories(cache);
      for (String part : SHARED) {
        Files.createDirectories(SHARED_CACHE.resolve(part));
        Path link = cache.resolve(part);
        if (!Files.exists(link)) {
          // Relative, so that a copy of this checkout has its own.
          Files.createSymbolicLink(link, Path.of("..", "cache", part));
        }
      }
      return cache;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs commands with one more variable in their environment. */
  Cli with(String variable, String value) {
    return new Cli(folder, cache, Map.of(variable, value));
  }

  /** Runs commands in a folder, with a cache that starts empty. */
  static Cli withEmptyCache(Path folder) {
    return new Cli(folder, folder.resolve("cache"));
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
    List<String> command = new ArrayList<>(launcher());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BACKBENCH_CACHE", cache.toString());
    builder.environment().remove("BACKBENCH_DATA");
    builder.environment().put("NO_COLOR", "1");
    builder.environment().putAll(variables);
    builder.environment().keySet().removeAll(JVM_OPTIONS);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Checks for a POSIX shell, which Windows has only inside one. */
  static boolean hasLauncher() {
    return File.separatorChar == '/';
  }

  private static List<String> launcher() {
    if (hasLauncher()) {
      return List.of(LAUNCHER.toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        HOME.resolve("harness/cli/target/lib") + "/*",
        "-Dbackbench.home=" + HOME,
        "-Dbackbench.launcher=" + LAUNCHER,
        "backbench.cli.Main");
  }
}

package backbench.process;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Holds the files of a process that runs foreign code, for as long as it runs. */
public final class Scratch implements AutoCloseable {

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes an empty folder.
   *
   * @throws BackbenchException {@code IO} if that fails
   */
  public static Scratch create() {
    try {
      Path folder = Files.createTempDirectory("backbench-");
      Files.createDirectory(folder.resolve("engine"));
      Files.createDirectory(folder.resolve("tmp"));
      return new Scratch(folder);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot make a folder for a worker's files: " + e.getMessage(), e);
    }
  }

  /** Returns the backend's own folder. */
  public Path engine() {
    return folder.resolve("engine");
  }

  /** Returns where the JVM and libraries put temporary files. */
  public Path temporary() {
    return folder.resolve("tmp");
  }

  /** Returns the file of what the process is to do. */
  public Path job() {
    return folder.resolve("job.bin");
  }

  /** Returns the file of what it reports. */
  public Path events() {
    return folder.resolve("events.bin");
  }

  /** Returns the file of what it prints. */
  public Path log() {
    return folder.resolve("worker.log");
  }

  /** Returns the file of the JVM's report of its own crash. */
  public Path crashReport() {
    return folder.resolve("hs_err.log");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // What a killed engine keeps open stays for the system to clean up: it lies in the system's
      // own folder for temporary files, and a trial that went well must not fail over it.
      folder.toFile().deleteOnExit();
    }
  }
}

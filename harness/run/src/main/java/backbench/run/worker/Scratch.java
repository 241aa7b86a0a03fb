package backbench.run.worker;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Holds a worker's files for as long as it runs. */
final class Scratch implements AutoCloseable {

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  static Scratch create() {
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

  /** The backend's own folder. */
  Path engine() {
    return folder.resolve("engine");
  }

  /** Where the JVM and libraries put temporary files. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  Path job() {
    return folder.resolve("job.bin");
  }

  Path events() {
    return folder.resolve("events.bin");
  }

  Path log() {
    return folder.resolve("worker.log");
  }

  Path crashReport() {
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

package backbench.process;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds the files of a process that runs foreign code, for as long as it runs. */
public final class Scratch implements AutoCloseable {

  private static final String PREFIX = "backbench-worker-";
  private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "\\d+");
  private static final String LOCK = ".lock";

  /** The folders of this process: to close a file that it has locked, anywhere, would unlock it. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes an empty folder.
   *
   * @throws BackbenchException {@code IO} if that fails
   */
  public static Scratch create() {
    try {
      Path folder = Files.createTempDirectory(PREFIX);
      OWN.add(folder);
      Files.createDirectory(folder.resolve("engine"));
      Files.createDirectory(folder.resolve("tmp"));
      return new Scratch(folder, locked(folder));
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot make a folder for a worker's files: " + e.getMessage(), e);
    }
  }

  /** Takes a lock that ends with this process, however it ends; without one the folder stays. */
  private static FileChannel locked(Path folder) throws IOException {
    // Renamed once it is locked, so that nobody finds the lock free before it is taken.
    Path made = folder.resolve(LOCK + ".new");
    FileChannel channel =
        FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        Files.move(made, folder.resolve(LOCK));
      }
    } catch (IOException e) {
      // A system without locks: what a killed process leaves there is for its user to delete.
      return channel;
    }
    return channel;
  }

  /** Deletes the folders that processes which were killed have left in a folder. */
  static void sweep(Path temporary) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        if (NAME.matcher(String.valueOf(folder.getFileName())).matches()
            && !OWN.contains(folder)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && free(folder.resolve(LOCK))) {
          delete(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Sweeping makes room and nothing else.
      return;
    }
  }

  /** Deletes the folders that processes of this user which were killed have left. */
  public static void sweep() {
    sweep(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Tells whether a lock is there and whoever held it is gone. */
  private static boolean free(Path lock) {
    if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      // Another user's, or held here.
      return false;
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
    try {
      lock.close();
      OWN.remove(folder);
      delete(folder);
    } catch (IOException e) {
      // What a killed engine keeps open stays for the next run to sweep, or for the system to clean
      // up: a trial that went well must not fail over it.
      folder.toFile().deleteOnExit();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      // The lock goes last but for the folder: what is left with it is swept later.
      Path lock = folder.resolve(LOCK);
      List<Path> deepestFirst =
          files
              .filter(file -> !file.equals(lock) && !file.equals(folder))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(lock);
      Files.deleteIfExists(folder);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

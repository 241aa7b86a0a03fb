package backbench.run;

import backbench.commons.AtomicFile;
import backbench.process.Scratch;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what runs that were killed have left behind; no handler runs when a process is killed. */
final class Leftovers {

  private Leftovers() {}

  /** Deletes the folders of workers that are gone, and what was being written to the cache. */
  static void sweep(Path cache) {
    Scratch.sweep();
    AtomicFile.sweep(cache);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, Files::isDirectory)) {
      folders.forEach(AtomicFile::sweep);
    } catch (IOException | DirectoryIteratorException e) {
      // There is no cache yet, or whoever needs it will say what is wrong with it.
      return;
    }
  }
}

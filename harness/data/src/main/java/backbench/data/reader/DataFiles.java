package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds data files, and makes sure that no symbolic link leads out of their folder. */
final class DataFiles {

  private DataFiles() {}

  /** Finds a regular file; throws {@code IO} if there is none. */
  static Path require(String name) {
    return find(name).orElseThrow(() -> DataErrors.missing(name, "no such file: " + name));
  }

  /** Finds a regular file if it is there; throws {@code INVALID_DATA} if it lies elsewhere. */
  static Optional<Path> find(String name) {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Path folder = file.toAbsolutePath().getParent();
      requireInside(file, folder == null ? file : folder);
      return Optional.of(file);
    } catch (InvalidPathException e) {
      throw new BackbenchException(ErrorCode.IO, "not a file name: " + e.getMessage(), e);
    }
  }

  /** Refuses a file or folder that, links followed, is not inside a folder. */
  static void requireInside(Path file, Path folder) {
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw DataErrors.invalid(file, "a link to " + real, "a file inside the folder " + folder);
      }
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
  }
}

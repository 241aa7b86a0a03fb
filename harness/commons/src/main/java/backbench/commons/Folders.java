package backbench.commons;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders. */
public final class Folders {

  private Folders() {}

  /**
   * Makes a folder, and those above it, unless it is there.
   *
   * <p>A link to a folder is there. Java 17 refuses one: its {@code Files.createDirectories} takes
   * a link for a file that is in the way.
   *
   * @return the folder
   * @throws IOException if it cannot be made, or something else has its name
   */
  public static Path make(Path folder) throws IOException {
    return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
  }
}

package backbench.error;

/**
 * Points at a place in a file.
 *
 * @param file the file as the user named it
 * @param line the line, from 1; 0 when only the file is known
 * @param column the column, from 1; 0 when unknown
 * @since 0.1
 */
public record Location(String file, int line, int column) {

  /** Points at a whole file. */
  public static Location of(String file) {
    return new Location(file, 0, 0);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}

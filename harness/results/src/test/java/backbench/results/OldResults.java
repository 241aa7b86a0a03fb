package backbench.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Holds a result of each shape that format 1 had, from the history of this repository.
 *
 * <p>Each is a committed result cut down to two cells; the numbers that are left are as they were.
 */
public final class OldResults {

  private OldResults() {}

  /** Names the shapes, oldest first. */
  public static List<String> names() {
    return List.of(
        "1-dataset-of-the-suite",
        "2-dataset-of-the-cell",
        "3-device-beside-dataset-of-the-suite",
        "4-device-beside-dataset-of-the-cell",
        "5-deviations",
        "6-augmentation",
        "7-reported",
        "8-augmentation-and-reported",
        "9-data-digest",
        "10-evaluations-by-epoch");
  }

  /** Returns the file of a shape as it was written. */
  public static byte[] bytes(String name) {
    String resource = "format-1/" + name + ".json.gz";
    try (InputStream file = OldResults.class.getResourceAsStream(resource);
        GZIPInputStream plain = new GZIPInputStream(file)) {
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of the folder of a run that was written in format 2. */
  public static byte[] ofFormatTwo(String part) {
    try (InputStream file = OldResults.class.getResourceAsStream("format-2/" + part)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

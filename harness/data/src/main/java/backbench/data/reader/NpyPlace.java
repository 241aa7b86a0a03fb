package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.error.BackbenchException;
import java.nio.file.Path;

/**
 * Says of which array of which file an error speaks.
 *
 * @param file the archive
 * @param array the array's name
 */
record NpyPlace(Path file, String array) {

  BackbenchException invalid(String found, String expected) {
    return DataErrors.invalid(file, "array " + array + ": " + found, expected);
  }
}

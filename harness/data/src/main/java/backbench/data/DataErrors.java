package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the errors of data files: the file, the place in it, what was found and expected. */
final class DataErrors {

  private DataErrors() {}

  static BackbenchException invalid(Path file, String found, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA, file + ": " + found + "; expected " + expected);
  }

  static BackbenchException invalid(Path file, long atByte, String found, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA,
        file + " at byte " + atByte + ": " + found + "; expected " + expected);
  }

  static BackbenchException damaged(
      Path file, String found, String expected, @Nullable Exception cause) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA, file + ": " + found + "; expected " + expected, cause);
  }

  static BackbenchException unreadable(Path file, IOException cause) {
    return new BackbenchException(ErrorCode.IO, file + ": cannot be read: " + cause, cause);
  }
}

package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the errors of data files: the file, the place in it, what was found and expected. */
public final class DataErrors {

  private DataErrors() {}

  /** Makes the error of content that breaks its format. */
  public static BackbenchException invalid(Path file, String found, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA, file + ": " + found + "; expected " + expected);
  }

  /** Makes the error of content that breaks its format at a place. */
  public static BackbenchException invalid(Path file, long atByte, String found, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA,
        file + " at byte " + atByte + ": " + found + "; expected " + expected);
  }

  /** Makes the error of content that breaks its format, with what caused it. */
  public static BackbenchException damaged(
      Path file, String found, String expected, @Nullable Exception cause) {
    return new BackbenchException(
        ErrorCode.INVALID_DATA, file + ": " + found + "; expected " + expected, cause);
  }

  /** Makes the error of a file or folder that is not there; its cause says so to the program. */
  public static BackbenchException missing(String name, String message) {
    return new BackbenchException(ErrorCode.IO, message, new NoSuchFileException(name));
  }

  /** Makes the error of a file that is there and cannot be read. */
  public static BackbenchException unreadable(Path file, IOException cause) {
    return new BackbenchException(ErrorCode.IO, file + ": cannot be read: " + cause, cause);
  }
}

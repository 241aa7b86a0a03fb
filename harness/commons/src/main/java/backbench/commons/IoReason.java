package backbench.commons;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Words why a file could not be read or written: many exceptions of the JDK name the file alone.
 */
public final class IoReason {

  private IoReason() {}

  /** Returns the reason as the end of a sentence, without the name of the file. */
  public static String of(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (problem instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "a file is in the place of the folder";
    }
    if (problem instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (problem instanceof FileSystemException files && files.getReason() != null) {
      return files.getReason();
    }
    String message = problem.getMessage();
    return message == null || problem instanceof FileSystemException
        ? problem.getClass().getSimpleName()
        : message;
  }
}

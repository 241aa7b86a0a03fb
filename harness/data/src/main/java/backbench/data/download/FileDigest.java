package backbench.data.download;

import backbench.commons.Sha256;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Computes the SHA-256 of files. */
final class FileDigest {

  private static final int BUFFER_BYTES = 1 << 16;

  private FileDigest() {}

  /**
   * Reads a file and returns its SHA-256 in hexadecimal.
   *
   * @throws BackbenchException {@code IO} if it cannot be read
   */
  static String of(Path file) {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, file + ": cannot be read: " + e, e);
    }
    return Sha256.end(digest);
  }
}

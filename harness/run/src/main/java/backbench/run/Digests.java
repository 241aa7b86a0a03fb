package backbench.run;

import backbench.commons.JarDigest;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Digests what a certificate depends on. */
final class Digests {

  private Digests() {}

  /** Returns the SHA-256 of values as they spell themselves, in hexadecimal. */
  static String of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String spelled = part.toString();
      // With its length, so that parts cannot run into each other.
      text.append(spelled.length()).append(' ').append(spelled).append('\n');
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the SHA-256 over the names and the content of jars, in hexadecimal. */
  static String jars(List<Path> jars) {
    try {
      return JarDigest.of(jars);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot read the worker's jars: " + e.getMessage(), e);
    }
  }
}

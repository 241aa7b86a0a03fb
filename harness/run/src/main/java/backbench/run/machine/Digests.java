package backbench.run.machine;

import backbench.commons.JarDigest;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Digests what a certificate depends on. */
public final class Digests {

  private Digests() {}

  /** Returns the SHA-256 over the names and the content of jars, in hexadecimal. */
  public static String jars(List<Path> jars) {
    try {
      return JarDigest.of(jars);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot read the worker's jars: " + e.getMessage(), e);
    }
  }
}

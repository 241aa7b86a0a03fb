package backbench.specs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests specs by their content, so that formatting, comments and defaults do not count. */
final class SpecDigest {

  private SpecDigest() {}

  /**
   * Digests a version and the parts of a spec.
   *
   * @param parts records, which spell all their components so that none can be forgotten, or
   *     values; each goes in with its length, so that parts cannot run into each other
   * @return SHA-256 in hexadecimal
   */
  static String of(String version, Object... parts) {
    StringBuilder text = new StringBuilder(version);
    for (Object part : parts) {
      String spelled = part.toString();
      text.append('\n').append(spelled.length()).append(' ').append(spelled);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package backbench.data.download;

import backbench.commons.Sha256;
import java.security.MessageDigest;
import java.util.Random;

/** Makes what tests download. */
final class Bytes {

  private Bytes() {}

  static byte[] random(int bytes, long seed) {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    return content;
  }

  static String sha256(byte[] content) {
    MessageDigest digest = Sha256.start();
    digest.update(content);
    return Sha256.end(digest);
  }
}

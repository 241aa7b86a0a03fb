package backbench.commons;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Digests jars. */
public final class JarDigest {

  private static final int BUFFER_BYTES = 1 << 20;

  private JarDigest() {}

  /**
   * Computes the SHA-256 over the names and the content of jars, in hexadecimal.
   *
   * @throws IOException if one cannot be read
   */
  public static String of(List<Path> jars) throws IOException {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (Path jar : jars) {
      try (FileChannel channel = FileChannel.open(jar)) {
        String head = jar.getFileName() + "\n" + channel.size() + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        while (channel.read(buffer.clear()) >= 0) {
          digest.update(buffer.flip());
        }
      }
    }
    return Sha256.end(digest);
  }
}

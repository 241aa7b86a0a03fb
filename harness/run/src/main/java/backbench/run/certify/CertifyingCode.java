package backbench.run.certify;

import backbench.commons.Sha256;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Digests the code on a worker's classpath that has a part in a certificate.
 *
 * <p>That is the contract, the oracle, the certificate's rules, and the worker with its wire
 * format. What only measures has none: the readers of data, the machine's peak and the histogram. A
 * jar counts unless it is named here, so a new one can make certificates anew too often, and never
 * too seldom. Classes count by their content, so that the same code packed again is the same.
 */
final class CertifyingCode {

  /** Jars without a part in certificates, by their artifact. */
  private static final Set<String> OTHER_JARS =
      Set.of("HdrHistogram", "backbench-data", "backbench-plausibility", "jspecify");

  /** Entries without one in the other jars: how a jar was packed. */
  private static final List<String> OTHER_ENTRIES =
      List.of("META-INF/maven/", "META-INF/MANIFEST.MF");

  private CertifyingCode() {}

  /**
   * Returns the SHA-256 over what counts, in hexadecimal.
   *
   * @throws BackbenchException {@code IO} if a jar cannot be read
   */
  static String digest(List<Path> workerJars) {
    MessageDigest digest = Sha256.start();
    for (Path jar : workerJars.stream().filter(CertifyingCode::counts).sorted().toList()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        List<? extends ZipEntry> entries =
            file.stream()
                .filter(entry -> !entry.isDirectory() && counts(entry))
                .sorted(Comparator.comparing(ZipEntry::getName))
                .toList();
        for (ZipEntry entry : entries) {
          try (InputStream in = file.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            String head = entry.getName() + "\n" + content.length + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          }
        }
      } catch (IOException e) {
        throw new BackbenchException(
            ErrorCode.IO, "cannot read the worker's jar " + jar + ": " + e.getMessage(), e);
      }
    }
    return Sha256.end(digest);
  }

  private static boolean counts(Path jar) {
    return !OTHER_JARS.contains(artifact(jar));
  }

  /** Returns a jar's name without its version. */
  static String artifact(Path jar) {
    return String.valueOf(jar.getFileName()).replaceFirst("(-\\d[^/]*)?\\.jar$", "");
  }

  private static boolean counts(ZipEntry entry) {
    return OTHER_ENTRIES.stream().noneMatch(entry.getName()::startsWith);
  }
}

package backbench.plugins;

import backbench.commons.AtomicFile;
import backbench.commons.CanonicalJson;
import backbench.commons.Sha256;
import backbench.error.BackbenchException;
import backbench.spi.Platform;
import backbench.worker.wire.Answer;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Remembers what backends said about themselves.
 *
 * <p>An answer holds for the same plugin, the same code that asks, the same Java and platform. A
 * plugin and that code are the same if their jars list the same entries, with the same sizes and
 * checksums: reading whole jars of natives would take longer than asking. What failed is asked
 * again.
 */
final class KeptAnswers {

  private static final long LARGEST_FILE_BYTES = 1L << 20;

  private final List<Path> harnessJars;
  private final Path folder;

  KeptAnswers(List<Path> harnessJars, Path folder) {
    this.harnessJars = harnessJars;
    this.folder = folder;
  }

  /** Returns where the answer of a plugin is kept; nowhere if a jar cannot be read. */
  Optional<Path> place(List<Path> jars) {
    try {
      String key =
          CanonicalJson.object()
              .with("kind", "description")
              .with("harness", contents(harnessJars))
              .with("plugin", contents(jars))
              .with("java", System.getProperty("java.vm.name") + " " + Runtime.version())
              .with("platform", Platform.current().toString())
              .sha256();
      return Optional.of(folder.resolve(key + ".bin"));
    } catch (IOException e) {
      // Who asks reads the jars as well, and says what is wrong with them.
      return Optional.empty();
    }
  }

  /** Reads an answer; what cannot be read is not there. */
  static Optional<Answer.Described> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE_BYTES) {
        return Optional.empty();
      }
      Answer answer = RecordCodec.decode(Answer.class, Files.readAllBytes(file));
      return answer instanceof Answer.Described described
          ? Optional.of(described)
          : Optional.empty();
    } catch (IOException e) {
      // Damaged, or gone since: the provider is asked again.
      return Optional.empty();
    }
  }

  /** Keeps an answer. */
  static void keep(Path file, Answer.Described described) {
    try {
      AtomicFile.write(file, RecordCodec.encode(Answer.class, described));
    } catch (BackbenchException e) {
      // A cache that cannot be written to costs time and nothing else.
      return;
    }
  }

  private static String contents(List<Path> jars) throws IOException {
    MessageDigest digest = Sha256.start();
    for (Path jar : jars) {
      add(digest, "jar " + jar.getFileName());
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
          ZipEntry entry = entries.nextElement();
          add(digest, entry.getName() + " " + entry.getSize() + " " + entry.getCrc());
        }
      }
    }
    return Sha256.end(digest);
  }

  private static void add(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

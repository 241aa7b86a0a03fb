package backbench.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Lays out a checkout with the real launcher and jars, and a build that takes half a second. */
final class ToyCheckout {

  private static final int SECONDS_AGO = 60;

  private static final String BUILD =
      """
      #!/bin/sh
      echo built >> builds.txt
      if [ -f broken.txt ]; then cat broken.txt; exit 1; fi
      sleep 0.5
      mkdir -p harness/cli/target/lib harness/worker/target/lib
      cp "%s"/*.jar harness/cli/target/lib/
      """;

  private final Path folder;

  private ToyCheckout(Path folder) {
    this.folder = folder;
  }

  /** Lays out a checkout in an empty folder. */
  static ToyCheckout layOut(Path folder) throws IOException {
    ToyCheckout checkout = new ToyCheckout(folder);
    Files.copy(Cli.LAUNCHER, folder.resolve("backbench"), StandardCopyOption.COPY_ATTRIBUTES);
    checkout.executable("mvnw", BUILD.formatted(Cli.HOME.resolve("harness/cli/target/lib")));
    for (String source :
        List.of(
            "pom.xml",
            ".mvn/jvm.config",
            "harness/cli/src/main/java/A.java",
            "harness/cli/src/main/java/B.java",
            "backends/vector/pom.xml")) {
      Path file = folder.resolve(source);
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
    }
    // Before any build, as a checkout's files are.
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(SECONDS_AGO)));
      }
    }
    return checkout;
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    File plain = file.toFile();
    if (!plain.setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  Path folder() {
    return folder;
  }

  /** Asks the launcher for the version. */
  Cli.Outcome version() {
    return version(folder.resolve("backbench"));
  }

  /** Asks a launcher for the version, with variables and their values in its environment. */
  Cli.Outcome version(Path launcher, String... variables) {
    return Cli.outcome(
        folder.getParent(),
        (out, err) -> {
          ProcessBuilder builder =
              new ProcessBuilder(launcher.toString(), "--version")
                  .directory(folder.getParent().toFile());
          builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
          for (int i = 0; i < variables.length; i += 2) {
            builder.environment().put(variables[i], variables[i + 1]);
          }
          return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        });
  }

  /** Returns how often the build ran. */
  int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds.txt")).size();
  }

  /** Writes a file, or writes to it again, later than the last build began. */
  void edit(String file) throws IOException {
    Path edited = folder.resolve(file);
    Files.createDirectories(edited.getParent());
    Files.writeString(edited, "edited at " + Instant.now());
  }

  void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  void failBuilds(String line) throws IOException {
    Files.writeString(folder.resolve("broken.txt"), line + "\n");
  }

  void mendBuilds() throws IOException {
    Files.delete(folder.resolve("broken.txt"));
  }

  ToyCheckout moveTo(Path other) throws IOException {
    Files.move(folder, other);
    return new ToyCheckout(other);
  }

  Path archive() {
    return folder.resolve("harness/cli/target/backbench.jsa");
  }

  /** Returns what the launcher noted about the archive. */
  String archiveFacts() throws IOException {
    return Files.readString(folder.resolve("harness/cli/target/backbench.jsa.facts"));
  }

  /** Puts other bytes in the archive's place. */
  void replaceArchive(byte[] bytes) throws IOException {
    Files.delete(archive());
    Files.write(archive(), bytes);
  }

  /** Makes the jars newer than the archive, as a build does that changes nothing else. */
  void touchJars() {
    try (Stream<Path> jars = Files.list(folder.resolve("harness/cli/target/lib"))) {
      for (Path jar : jars.toList()) {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package backbench.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lays out a checkout with the real launcher, a toy's jar, and a build that takes half a second.
 */
final class ToyCheckout {

  private static final int SECONDS_AGO = 60;

  private static final String BUILD =
      """
      #!/bin/sh
      echo built >> builds.txt
      if [ -f broken.txt ]; then cat broken.txt; exit 1; fi
      sleep 0.5
      mkdir -p harness/cli/target/lib harness/worker/target/lib
      cp %s/*.jar harness/cli/target/lib/
      """;

  private final Path folder;

  private ToyCheckout(Path folder) {
    this.folder = folder;
  }

  /** Lays out a checkout in an empty folder. */
  static ToyCheckout layOut(Path folder) throws IOException {
    ToyCheckout checkout = new ToyCheckout(folder);
    Files.copy(Cli.LAUNCHER, folder.resolve("backbench"), StandardCopyOption.COPY_ATTRIBUTES);
    writeProgram(folder.resolve("mvnw"), BUILD.formatted(quoted(ToyJar.folder())));
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

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  /** Writes a program of the shell. */
  static void writeProgram(Path file, String text) throws IOException {
    Files.writeString(file, text);
    File plain = file.toFile();
    if (!plain.setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  Path folder() {
    return folder;
  }

  /** Asks the launcher for the version. */
  Cli.Outcome version() {
    return version(launcher());
  }

  /** Asks the launcher for the version, with one variable more in its environment. */
  Cli.Outcome version(String variable, String value) {
    return version(folder.getParent(), Map.of(variable, value), List.of(launcher().toString()));
  }

  /** Asks a launcher for the version. */
  Cli.Outcome version(Path launcher) {
    return version(folder.getParent(), Map.of(), List.of(launcher.toString()));
  }

  /** Asks for the version by a command in a folder, with variables more in its environment. */
  Cli.Outcome version(Path from, Map<String, String> variables, List<String> command) {
    return Cli.outcome(folder.getParent(), (out, err) -> start(from, variables, command, out, err));
  }

  /** Starts a command that asks for the version and leaves it running. */
  static Process start(
      Path from, Map<String, String> variables, List<String> command, Path out, Path err)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add("--version");
    ProcessBuilder builder = new ProcessBuilder(words).directory(from.toFile());
    builder.environment().keySet().removeAll(Cli.JVM_OPTIONS);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(variables);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  Path launcher() {
    return folder.resolve("backbench");
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

  /** Gives a file a new time and leaves its content. */
  void touch(String file) throws IOException {
    Files.setLastModifiedTime(folder.resolve(file), FileTime.from(Instant.now()));
  }

  /** Deletes what a build made. */
  void deleteJars() throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("harness/cli/target/lib"))) {
      for (Path jar : jars.toList()) {
        Files.delete(jar);
      }
    }
    Files.delete(folder.resolve("harness/cli/target/lib"));
  }

  /** Names the file that says who builds, where there is no flock. */
  Path owner() {
    return folder.resolve("harness/cli/target/build.owner");
  }

  /** Lets nobody but root write in the checkout. */
  void forbidWrites() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        permissions.removeAll(PosixFilePermissions.fromString("-w--w--w-"));
        Files.setPosixFilePermissions(file, permissions);
      }
    }
  }

  /** Copies the checkout as a person would. */
  ToyCheckout copyTo(Path other) throws IOException {
    Cli.Outcome copy =
        Cli.outcome(
            folder.getParent(),
            (out, err) ->
                new ProcessBuilder("cp", "-r", folder.toString(), other.toString())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start());
    if (copy.exitCode() != 0) {
      throw new IOException(copy.err());
    }
    return new ToyCheckout(other);
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
    return Files.readString(facts());
  }

  private Path facts() {
    return folder.resolve("harness/cli/target/backbench.jsa.facts");
  }

  /** Puts other bytes in the archive's place. */
  void replaceArchive(byte[] bytes) throws IOException {
    Files.delete(archive());
    Files.write(archive(), bytes);
  }

  /** Puts other bytes in the archive's place, and notes that they are what the launcher made. */
  void forgeArchive(byte[] bytes) throws IOException {
    replaceArchive(bytes);
    Cli.Outcome sum =
        Cli.outcome(
            folder.getParent(),
            (out, err) ->
                new ProcessBuilder("cksum")
                    .redirectInput(archive().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start());
    List<String> facts = new ArrayList<>(archiveFacts().lines().toList());
    facts.set(facts.size() - 1, sum.out().strip());
    Files.writeString(facts(), String.join("\n", facts) + "\n");
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

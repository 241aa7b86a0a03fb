package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies the example backend and builds it as its author would: in a folder of its own, by a Maven
 * that knows nothing of the checkout.
 *
 * <p>That Maven has the settings of the one that runs this build, and a local repository that holds
 * Backbench's contract and kit as {@code mvn install} leaves them there. Behind it lies the local
 * repository of this build, which is read and never written to. A Maven before 3.9 does not look
 * there, and downloads.
 */
final class ExampleProject {

  private static final String VERSION = property("version");

  private final Path folder;
  private final Path repository;

  /**
   * Copies the example.
   *
   * @param folder where to; does not exist
   * @param repository holds what was installed
   */
  ExampleProject(Path folder, Path repository) {
    this.folder = folder;
    this.repository = repository;
    Path example = Cli.HOME.resolve("backends/example");
    copy(example.resolve("pom.xml"), folder.resolve("pom.xml"));
    for (Path source : files(example.resolve("src"))) {
      copy(source, folder.resolve(example.relativize(source).toString()));
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String name) {
    String value = System.getProperty("backbench." + name);
    assertThat(value).as("backbench.%s, which the build hands over", name).isNotBlank();
    return value;
  }

  /** Lays out the contract and the kit as installing Backbench does. */
  static void install(Path repository) {
    install(repository, "backbench", Cli.HOME.resolve("pom.xml"), ".pom");
    for (String room : List.of("spi", "commons", "oracle", "tck")) {
      String artifact = "backbench-" + room;
      Path module = Cli.HOME.resolve("harness").resolve(room);
      install(repository, artifact, module.resolve("pom.xml"), ".pom");
      Path jar = module.resolve("target").resolve(artifact + "-" + VERSION + ".jar");
      install(repository, artifact, jar, ".jar");
    }
  }

  private static void install(Path repository, String artifact, Path file, String extension) {
    Path place = repository.resolve("backbench").resolve(artifact).resolve(VERSION);
    copy(file, place.resolve(artifact + "-" + VERSION + extension));
  }

  /** Replaces code that occurs once. */
  void replace(String file, String code, String replacement) {
    Path source = folder.resolve("src/main/java/org/example/backbench").resolve(file);
    try {
      String text = Files.readString(source);
      assertThat(text.split(Pattern.quote(code), -1))
          .as("%s holds this once: %s", file, code)
          .hasSize(2);
      Files.writeString(source, text.replace(code, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs {@code mvn verify}.
   *
   * @param sections of the kit, by its methods; all if there are none
   */
  Cli.Outcome verify(String... sections) {
    boolean windows = File.separatorChar == '\\';
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("maven.home"), "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("--batch-mode", "--no-transfer-progress"));
    for (String settings : List.of("settings", "global-settings")) {
      // Without a file there Maven has none either, but does not accept its being named.
      if (Files.exists(Path.of(property("maven." + settings)))) {
        command.addAll(List.of("--" + settings, property("maven." + settings)));
      }
    }
    if (property("maven.mode").equals("offline=true")) {
      command.add("--offline");
    }
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-Dmaven.repo.local.tail=" + property("maven.repository"));
    if (sections.length > 0) {
      command.add("-Dtest=ExampleTckTest#" + String.join("+", sections));
    }
    command.add("verify");
    return Cli.outcome(
        folder,
        (out, err) -> {
          ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
          builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
          return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        });
  }

  /** Reads what the kit said. */
  KitReport kit() {
    return KitReport.read(
        folder.resolve("target/surefire-reports/TEST-org.example.backbench.ExampleTckTest.xml"));
  }

  /** Returns the folder of plugins that the build made. */
  Path plugins() {
    return folder.resolve("target/plugins");
  }
}

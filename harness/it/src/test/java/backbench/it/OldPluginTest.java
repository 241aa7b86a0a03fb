package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hands a plugin that was built against the first contract to the commands that need backends. */
class OldPluginTest {

  private static final Path SOURCES =
      Cli.HOME.resolve("harness/run/src/test/resources/backbench/plugins");

  @TempDir static Path folder;

  @BeforeAll
  static void buildThePlugin() throws IOException {
    Path contract = Files.createDirectory(folder.resolve("contract"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile("contract-1", contract, List.of());
    compile("plugin-of-1", classes, List.of("-classpath", contract.toString()));
    Path plugin = Files.createDirectories(folder.resolve("plugins/old"));
    try (OutputStream out = Files.newOutputStream(plugin.resolve("old.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("META-INF/services/backbench.spi.BackendProvider"));
      jar.write("old.Provider".getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new ZipEntry("old/Provider.class"));
      Files.copy(classes.resolve("old/Provider.class"), jar);
    }
  }

  private static void compile(String sources, Path into, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", into.toString()));
    arguments.addAll(options);
    try (Stream<Path> files = Files.walk(SOURCES.resolve(sources))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
  }

  @Test
  void listShowsItInOneLineBesideTheOthers() {
    Cli.Outcome outcome = new Cli(folder).run("list", "backends", "--plugins", "plugins");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(
            outcome.out().lines().filter(line -> line.strip().startsWith("broken plugin")).toList())
        .singleElement()
        .satisfies(OldPluginTest::explains);
    assertThat(outcome.out()).contains("vector ").doesNotContain("\tat ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void runRefusesItInOneLine() {
    assertRefused(
        new Cli(folder)
            .run(
                "run",
                "--network",
                "conv3x3",
                "--backend",
                "old",
                "--plugins",
                "plugins",
                "--out",
                "runs"));
  }

  @Test
  void certifyRefusesItInOneLine() {
    assertRefused(
        new Cli(folder).run("certify", "conv3x3", "--backend", "old", "--plugins", "plugins"));
  }

  private static void assertRefused(Cli.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.errors()).singleElement().satisfies(OldPluginTest::explains);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  private static void explains(String line) {
    assertThat(line)
        .contains("plugins/old".replace('/', File.separatorChar))
        .contains("version 1 of the contract")
        .contains("this Backbench has version 2")
        .contains("build it against this Backbench")
        .contains("harness/docs/writing-a-backend.md");
  }
}

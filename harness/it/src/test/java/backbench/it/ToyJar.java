package backbench.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Compiles a command line that does nothing but tell a version, once for all tests. */
final class ToyJar {

  private static final String MAIN = "backbench/cli/Main";

  private static final Path FOLDER = make();

  private ToyJar() {}

  /** Returns the folder that holds the jar and nothing else. */
  static Path folder() {
    return FOLDER;
  }

  private static Path make() {
    try {
      Path parent = Files.createDirectories(Cli.HOME.resolve("harness/it/target"));
      Path classes = Files.createTempDirectory(parent, "toy-classes");
      Path source = classes.resolve("Main.java");
      try (var in = ToyJar.class.getResourceAsStream("toy-cli/" + MAIN + ".java")) {
        Files.write(source, in.readAllBytes());
      }
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null, null, null, "--release", "17", "-d", classes.toString(), source.toString());
      if (code != 0) {
        throw new AssertionError("the toy does not compile: " + code);
      }
      Path folder = Files.createTempDirectory(parent, "toy-lib");
      try (OutputStream out = Files.newOutputStream(folder.resolve("toy.jar"));
          JarOutputStream jar = new JarOutputStream(out)) {
        jar.putNextEntry(new ZipEntry(MAIN + ".class"));
        Files.copy(classes.resolve(MAIN + ".class"), jar);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

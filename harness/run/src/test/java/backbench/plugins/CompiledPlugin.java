package backbench.plugins;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Makes plugins that are compiled against another contract than this build's. */
final class CompiledPlugin {

  private static final Path SOURCES =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/backbench/plugins");

  private CompiledPlugin() {}

  /**
   * Compiles a plugin and packs it, without the contract, as its build would.
   *
   * @param plugin the folder of the plugin's sources, of one provider {@code <id>.Provider}
   * @param contract the folder of the contract's sources
   * @return the folder {@code folder/id}
   */
  static Path make(Path folder, String id, String plugin, String contract) throws IOException {
    Path compiled = Files.createTempDirectory(folder, "compiled");
    Path classes = Files.createDirectory(compiled.resolve("plugin"));
    Path stubs = Files.createDirectory(compiled.resolve("contract"));
    compile(sources(contract), stubs, List.of());
    compile(sources(plugin), classes, List.of("-classpath", stubs.toString()));
    Path made = Files.createDirectories(folder.resolve("plugins").resolve(id));
    try (OutputStream out = Files.newOutputStream(made.resolve(id + ".jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("META-INF/services/backbench.spi.BackendProvider"));
      jar.write((id + ".Provider").getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new ZipEntry(id + "/Provider.class"));
      Files.copy(classes.resolve(id).resolve("Provider.class"), jar);
    }
    return made;
  }

  private static List<String> sources(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    }
  }

  private static void compile(List<String> sources, Path into, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", into.toString()));
    arguments.addAll(options);
    arguments.addAll(sources);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
  }
}

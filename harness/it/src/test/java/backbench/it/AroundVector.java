package backbench.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs plugins out of classes of these tests, which have the vector engine compute for them. */
final class AroundVector {

  private static final Path VECTOR = Cli.HOME.resolve("backends/vector/target/plugin");
  private static final String SERVICE = "META-INF/services/backbench.spi.BackendProvider";

  private AroundVector() {}

  /**
   * Writes the jars of a plugin: the engine's, which announce nothing, and one with the provider.
   *
   * @param plugin the plugin's folder
   * @param provider the plugin's provider
   * @param others simple names of the other classes beside it that the plugin needs
   * @param texts further entries of the jar, by name
   */
  static void pack(Path plugin, Class<?> provider, List<String> others, Map<String, String> texts)
      throws IOException {
    Files.createDirectories(plugin);
    try (Stream<Path> jars = Files.list(VECTOR)) {
      for (Path jar : jars.toList()) {
        copyWithoutService(jar, plugin.resolve(jar.getFileName()));
      }
    }
    try (OutputStream out = Files.newOutputStream(plugin.resolve("around.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      addClass(jar, provider, provider.getSimpleName());
      for (String name : others) {
        addClass(jar, provider, name);
      }
      addText(jar, SERVICE, provider.getName());
      for (Map.Entry<String, String> text : texts.entrySet()) {
        addText(jar, text.getKey(), text.getValue());
      }
    }
  }

  private static void addClass(JarOutputStream jar, Class<?> beside, String name)
      throws IOException {
    String path = beside.getPackageName().replace('.', '/') + "/" + name + ".class";
    try (InputStream in = beside.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IOException("no " + path + " among the classes of these tests");
      }
      add(jar, path, in.readAllBytes());
    }
  }

  private static void addText(JarOutputStream jar, String name, String text) throws IOException {
    add(jar, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void copyWithoutService(Path from, Path to) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(from));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (!entry.isDirectory() && !entry.getName().equals(SERVICE)) {
          add(out, entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    // The same jar in every run: its certificate is made once.
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}

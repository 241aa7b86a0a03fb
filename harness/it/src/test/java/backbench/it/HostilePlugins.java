package backbench.it;

import backbench.it.hostile.HostileProvider;
import backbench.it.hostile.Mischief;
import backbench.it.hostile.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs plugins that misbehave; what they compute, the vector engine computes. */
final class HostilePlugins {

  private static final Path VECTOR = Cli.HOME.resolve("backends/vector/target/plugin");
  private static final String INNER = "backbench.vector.VectorProvider";
  private static final String SERVICE = "META-INF/services/backbench.spi.BackendProvider";
  private static final List<String> CLASSES =
      List.of(
          "HostileProvider",
          "HostileBackend",
          "HostileBackend$HostileModel",
          "Mischief",
          "Mischief$1",
          "Place");

  private HostilePlugins() {}

  /** Returns the id of the backend that does this there. */
  static String id(Mischief mischief, Place place) {
    return (mischief + "-" + place).toLowerCase(Locale.ROOT);
  }

  /** Makes the folder of a plugin in a folder of plugins. */
  static void make(Path folder, Mischief mischief, Place place) throws IOException {
    String id = id(mischief, place);
    Path plugin = Files.createDirectories(folder.resolve(id));
    try (Stream<Path> jars = Files.list(VECTOR)) {
      for (Path jar : jars.toList()) {
        copyWithoutService(jar, plugin.resolve(jar.getFileName()));
      }
    }
    try (OutputStream out = Files.newOutputStream(plugin.resolve("hostile.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String name : CLASSES) {
        String path = "backbench/it/hostile/" + name + ".class";
        try (InputStream in = HostilePlugins.class.getResourceAsStream("/" + path)) {
          if (in != null) {
            add(jar, path, in.readAllBytes());
          }
        }
      }
      add(jar, SERVICE, HostileProvider.class.getName().getBytes(StandardCharsets.UTF_8));
      String what = id + " " + mischief + " " + place + " " + INNER;
      add(jar, "hostile.txt", what.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Copies a jar that is to be used, not announced. */
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
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}

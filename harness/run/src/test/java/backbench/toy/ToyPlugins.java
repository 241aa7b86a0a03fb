package backbench.toy;

import backbench.plugins.Plugins;
import backbench.plugins.Providers;
import backbench.process.Patience;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes plugin folders of the toy backend, and a worker's jars from this test's classpath. */
public final class ToyPlugins {

  private static final List<String> CLASSES =
      List.of(
          "ToyProvider",
          "ToyProvider$1",
          "ToyBackend",
          "ToyModel",
          "ToyModel$Held",
          "ToyModel$1",
          "ToyMischief",
          "Behaviour");
  private static final int SECONDS = 60;
  private static final List<String> WORKER_PARTS =
      List.of(
          "spi", "commons", "data", "oracle", "plausibility", "worker", "HdrHistogram", "jspecify");

  private static final Providers PROVIDERS = providers();

  private ToyPlugins() {}

  /** Finds plugins; all tests of a process share what these say about themselves. */
  public static Plugins find(Path home, List<Path> folders) {
    return Plugins.find(home, folders, PROVIDERS);
  }

  private static Providers providers() {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "toy-");
      return providers(workerLibrary(folder.resolve("worker")), folder.resolve("cache"), SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks providers on a worker's jars. */
  public static Providers providers(Path workerLibrary, Path cache, int seconds)
      throws IOException {
    try (Stream<Path> jars = Files.list(workerLibrary)) {
      return new Providers(jars.sorted().toList(), cache, new Patience(seconds));
    }
  }

  /** Makes a plugin that behaves as told, in {@code folder/id}. */
  public static Path make(Path folder, String id, Behaviour behaviour) throws IOException {
    Path plugin = Files.createDirectories(folder.resolve(id));
    jar(plugin.resolve("toy.jar"), id, behaviour);
    return plugin;
  }

  /** Makes the jar of a plugin that says that it is {@code id}. */
  public static void jar(Path file, String id, Behaviour behaviour) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String name : CLASSES) {
        String path = "backbench/toy/" + name + ".class";
        try (var in = ToyPlugins.class.getResourceAsStream("/" + path)) {
          if (in != null) {
            add(jar, path, in.readAllBytes());
          }
        }
      }
      add(
          jar,
          "META-INF/services/backbench.spi.BackendProvider",
          ToyProvider.class.getName().getBytes(StandardCharsets.UTF_8));
      add(jar, "toy.txt", (id + " " + behaviour).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Fills a folder with the jars that a worker runs on. */
  public static Path workerLibrary(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      String text = path.toString().replace('\\', '/');
      for (String part : WORKER_PARTS) {
        if (text.contains("/harness/" + part + "/target/")
            || String.valueOf(path.getFileName()).startsWith(part)
            || String.valueOf(path.getFileName()).startsWith("backbench-" + part)) {
          copy(path, folder.resolve(part + ".jar"));
        }
      }
    }
    return folder;
  }

  private static void copy(Path from, Path jar) throws IOException {
    if (Files.isRegularFile(from)) {
      Files.copy(from, jar);
      return;
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(packed, from.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    // Two jars of the same content are the same jar.
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}

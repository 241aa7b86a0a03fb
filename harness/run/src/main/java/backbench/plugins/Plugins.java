package backbench.plugins;

import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds all plugins that were found, and what was wrong with those that could not be loaded.
 *
 * <p>One broken plugin is that plugin's problem: the others are there.
 */
public final class Plugins {

  private final Map<String, Plugin> byId = new TreeMap<>();
  private final Map<String, BackbenchException> broken = new LinkedHashMap<>();
  private final Map<String, Path> folders = new LinkedHashMap<>();
  private final List<Path> searched = new ArrayList<>();

  private Plugins() {}

  /**
   * Finds plugins.
   *
   * <p>Those built with the project lie in {@code backends/<module>/target/plugin}; any other
   * folder is a plugin if it holds jars, and else holds a plugin in each of its folders, named by
   * the backend's id.
   *
   * @param home the project's root; its own plugins give way to others of the same id
   * @param folders plugins, or folders of plugins
   * @throws BackbenchException {@code IO} if a folder cannot be listed
   */
  public static Plugins find(Path home, Collection<Path> folders) {
    Plugins plugins = new Plugins();
    for (Path folder : folders) {
      plugins.searched.add(folder);
      if (holdsJars(folder)) {
        plugins.add(folder, null, name(folder));
        continue;
      }
      for (Path each : subfolders(folder)) {
        plugins.add(each, name(each), name(each));
      }
    }
    Plugins built = new Plugins();
    Path backends = home.resolve("backends");
    plugins.searched.add(backends);
    if (Files.isDirectory(backends)) {
      for (Path module : subfolders(backends)) {
        Path folder = module.resolve("target").resolve("plugin");
        if (Files.isDirectory(folder)) {
          built.add(folder, null, name(module));
        }
      }
    }
    plugins.complete(built);
    return plugins;
  }

  /** Returns the plugins that loaded, by id. */
  public List<Plugin> all() {
    return List.copyOf(byId.values());
  }

  /** Finds a plugin. */
  public Optional<Plugin> plugin(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns what is wrong with the plugins that did not load, by the name of their folder. */
  public Map<String, BackbenchException> broken() {
    return Map.copyOf(broken);
  }

  /** Returns where plugins were looked for. */
  public List<Path> searched() {
    return List.copyOf(searched);
  }

  /** Adds what the user gave nothing for: a plugin of theirs, broken or not, is the one meant. */
  private void complete(Plugins built) {
    Set<String> given = new HashSet<>(byId.keySet());
    given.addAll(broken.keySet());
    built.byId.forEach(
        (id, plugin) -> {
          if (!given.contains(id)) {
            byId.put(id, plugin);
          }
        });
    built.broken.forEach(
        (id, problem) -> {
          if (!given.contains(id)) {
            broken.put(id, problem);
          }
        });
  }

  private void add(Path folder, @Nullable String expectedId, String name) {
    Plugin plugin;
    try {
      plugin = new PluginFolder(folder).load(expectedId);
    } catch (BackbenchException e) {
      broken.put(name, e);
      return;
    }
    Path first = folders.putIfAbsent(plugin.id(), folder);
    if (first == null) {
      byId.put(plugin.id(), plugin);
    } else {
      // Which of them was meant cannot be known, and a wrong guess would be a wrong result.
      byId.remove(plugin.id());
      broken.put(
          plugin.id(),
          new BackbenchException(
              ErrorCode.PLUGIN_BROKEN,
              "two plugins have the id '"
                  + plugin.id()
                  + "': "
                  + first
                  + " and "
                  + folder
                  + "; expected one"));
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static boolean holdsJars(Path folder) {
    return list(folder).stream().anyMatch(file -> file.toString().endsWith(".jar"));
  }

  private static List<Path> subfolders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot list the plugin folder " + folder + ": " + IoReason.of(e), e);
    }
  }
}

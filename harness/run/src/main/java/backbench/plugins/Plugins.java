package backbench.plugins;

import static java.util.Objects.requireNonNull;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds all plugins that were found, and what was wrong with those that could not be loaded.
 *
 * <p>One broken plugin is that plugin's problem: the others are there.
 */
public final class Plugins {

  private static final int SIDE_BY_SIDE = 4;

  private final Map<String, Plugin> byId = new TreeMap<>();
  private final Map<String, BackbenchException> broken = new LinkedHashMap<>();
  private final Map<String, Path> folders = new LinkedHashMap<>();
  private final List<Path> searched;

  private Plugins(List<Path> searched) {
    this.searched = List.copyOf(searched);
  }

  /**
   * Finds all plugins.
   *
   * <p>Those built with the project lie in {@code backends/<module>/target/plugin}; any other
   * folder is a plugin if it holds jars, and else holds a plugin in each of its folders, named by
   * the backend's id.
   *
   * @param home the project's root; its own plugins give way to others of the same id
   * @param folders plugins, or folders of plugins
   * @param providers asks them
   * @throws BackbenchException {@code IO} if a folder cannot be listed
   */
  public static Plugins find(Path home, Collection<Path> folders, Providers providers) {
    return find(home, folders, providers, List.of());
  }

  /**
   * Finds the plugins of some backends, and asks no other where its folder says that it is none of
   * them: it may be slow, or hang.
   *
   * @param wanted the ids; empty means all
   * @throws BackbenchException {@code IO} if a folder cannot be listed
   */
  public static Plugins find(
      Path home, Collection<Path> folders, Providers providers, Collection<String> wanted) {
    List<Place> places = new ArrayList<>();
    List<Path> searched = new ArrayList<>(folders);
    for (Path folder : folders) {
      if (holdsJars(folder)) {
        places.add(new Place(folder, null, name(folder), false));
        continue;
      }
      for (Path each : subfolders(folder)) {
        places.add(new Place(each, name(each), name(each), false));
      }
    }
    Path backends = home.resolve("backends");
    searched.add(backends);
    if (Files.isDirectory(backends)) {
      for (Path module : subfolders(backends)) {
        Path folder = module.resolve("target").resolve("plugin");
        if (Files.isDirectory(folder)) {
          places.add(new Place(folder, null, name(module), true));
        }
      }
    }
    List<Place> likely = places.stream().filter(place -> place.mayBe(wanted)).toList();
    Plugins found = load(searched, likely, providers);
    return likely.size() == places.size() || found.know(wanted)
        ? found
        : load(searched, places, providers);
  }

  /**
   * Says where a plugin lies.
   *
   * @param expectedId the id that its folder's name promises; null if it promises none
   * @param name what to call it while its id is not known
   * @param built whether it was built with the project
   */
  private record Place(Path folder, @Nullable String expectedId, String name, boolean built) {

    /** Tells whether it may be one of some backends; modules are named by their backends' ids. */
    boolean mayBe(Collection<String> wanted) {
      return wanted.isEmpty() || wanted.contains(name) || (expectedId == null && !built);
    }
  }

  private boolean know(Collection<String> wanted) {
    return wanted.stream().allMatch(id -> byId.containsKey(id) || broken.containsKey(id));
  }

  private static Plugins load(List<Path> searched, List<Place> places, Providers providers) {
    List<Loaded> loaded = loadSideBySide(places, providers);
    Plugins plugins = new Plugins(searched);
    Plugins built = new Plugins(List.of());
    for (int i = 0; i < places.size(); i++) {
      (places.get(i).built() ? built : plugins).add(places.get(i), loaded.get(i));
    }
    plugins.complete(built);
    return plugins;
  }

  /** Holds a plugin, or what is wrong with it. */
  private record Loaded(@Nullable Plugin plugin, @Nullable BackbenchException problem) {}

  /** Loads plugins, some at a time: most of it is the start of a JVM, or waiting for one. */
  private static List<Loaded> loadSideBySide(List<Place> places, Providers providers) {
    if (places.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(places.size(), SIDE_BY_SIDE));
    try {
      List<Future<Loaded>> all =
          places.stream().map(place -> threads.submit(() -> load(place, providers))).toList();
      List<Loaded> loaded = new ArrayList<>();
      for (Future<Loaded> each : all) {
        loaded.add(each.get());
      }
      return loaded;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a plugin that does not load is reported", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackbenchException(
          ErrorCode.IO, "interrupted while plugins were asked what they are", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Loaded load(Place place, Providers providers) throws InterruptedException {
    try {
      return new Loaded(new PluginFolder(place.folder(), providers).load(place.expectedId()), null);
    } catch (BackbenchException e) {
      return new Loaded(null, e);
    }
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
    return searched;
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

  private void add(Place place, Loaded loaded) {
    Plugin plugin = loaded.plugin();
    if (plugin == null) {
      broken.put(place.name(), requireNonNull(loaded.problem(), "what did not load says why"));
      return;
    }
    Path folder = place.folder();
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

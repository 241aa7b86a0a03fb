package backbench.it;

import backbench.it.hostile.HostileProvider;
import backbench.it.hostile.Mischief;
import backbench.it.hostile.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Packs plugins that misbehave; what they compute, the vector engine computes. */
final class HostilePlugins {

  private static final String INNER = "backbench.vector.VectorProvider";
  private static final List<String> CLASSES =
      List.of("HostileBackend", "HostileBackend$HostileModel", "Mischief", "Mischief$1", "Place");

  private HostilePlugins() {}

  /** Returns the id of the backend that does this there. */
  static String id(Mischief mischief, Place place) {
    return (mischief + "-" + place).toLowerCase(Locale.ROOT);
  }

  /** Makes the folder of a plugin in a folder of plugins. */
  static void make(Path folder, Mischief mischief, Place place) throws IOException {
    String id = id(mischief, place);
    AroundVector.pack(
        folder.resolve(id),
        HostileProvider.class,
        CLASSES,
        Map.of("hostile.txt", id + " " + mischief + " " + place + " " + INNER));
  }
}

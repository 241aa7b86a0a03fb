package backbench.run.certify;

import backbench.certificate.Power;
import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.results.file.ResultJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which mistakes the certificates of a network and a recipe see.
 *
 * <p>That depends on the network, the recipe and the oracle, and on no backend: it is found out
 * with the first certificate that passes.
 */
final class KnownPowers {

  private final Path folder;
  private final Map<String, Power> known = new HashMap<>();

  KnownPowers(Path folder) {
    this.folder = folder;
  }

  /**
   * Holds what a file says.
   *
   * @param exercise what it is kept under
   * @param seen by mistake
   */
  record Kept(String exercise, Map<String, Boolean> seen) {

    /** Copies the map, in its order. */
    Kept {
      seen = new LinkedHashMap<>(seen);
    }
  }

  /** Returns the power of an exercise, if it was found out. */
  Optional<Power> of(String exercise) {
    Power power = known.get(exercise);
    if (power != null) {
      return Optional.of(power);
    }
    Path file = file(exercise);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Kept kept = ResultJson.read(file, Kept.class);
      if (!kept.exercise().equals(exercise) || kept.seen().isEmpty()) {
        return Optional.empty();
      }
      Power read = new Power(kept.seen());
      known.put(exercise, read);
      return Optional.of(read);
    } catch (BackbenchException e) {
      // A cache that cannot be read is an empty cache: the power is found out again.
      return Optional.empty();
    }
  }

  /** Remembers a power as long as this process runs. */
  void remember(String exercise, Power power) {
    known.put(exercise, power);
  }

  /**
   * Keeps a power beyond this process.
   *
   * @throws BackbenchException {@code IO} if it cannot be written
   */
  void keep(String exercise, Power power) {
    AtomicFile.write(file(exercise), ResultJson.write(new Kept(exercise, power.seen())));
  }

  private Path file(String exercise) {
    return folder.resolve(exercise + ".json");
  }
}

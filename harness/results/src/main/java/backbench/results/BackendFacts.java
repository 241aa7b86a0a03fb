package backbench.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a plugin that took part in a run.
 *
 * @param id the backend's id
 * @param name the backend's name, for people
 * @param pluginDigest the SHA-256 over the plugin's jars; null if it is not installed or broken
 * @param unavailable why it cannot run here; null if it can
 * @param deviations differences from the pinned semantics that it declares, one sentence each
 */
public record BackendFacts(
    String id,
    String name,
    @Nullable String pluginDigest,
    @Nullable String unavailable,
    List<String> deviations) {

  /** Copies the list. */
  public BackendFacts {
    deviations = List.copyOf(deviations);
  }
}

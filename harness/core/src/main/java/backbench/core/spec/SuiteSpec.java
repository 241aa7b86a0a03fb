package backbench.core.spec;

import java.util.List;

/**
 * Holds a suite: networks × backends on a dataset, how they train and what is measured.
 *
 * @param id the name of the file without its ending
 * @param title what people call it
 * @param dataset what the networks train on; its shape and classes fit every network
 * @param entries the networks, each with its own recipe; ids are unique
 * @param backends ids of backends, which may or may not be installed; empty means all installed
 * @param measure what is measured
 */
public record SuiteSpec(
    String id,
    String title,
    DatasetSpec dataset,
    List<Entry> entries,
    List<String> backends,
    MeasureSpec measure)
    implements Spec {

  @Override
  public SpecKind kind() {
    return SpecKind.SUITE;
  }

  /** Copies the lists. */
  public SuiteSpec {
    entries = List.copyOf(entries);
    backends = List.copyOf(backends);
  }

  /**
   * Holds a network of a suite.
   *
   * @param id unique in the suite: the network's id unless the suite gives another one
   * @param network what is computed
   * @param recipe how it trains: the suite's recipe with this network's changes
   */
  public record Entry(String id, ArchitectureSpec network, RecipeSpec recipe) {

    /** Returns the SHA-256 of the entry, in hexadecimal. */
    public String digest() {
      return SpecDigest.of("entry/1", id, network.digest(), recipe.digest());
    }
  }

  /** Returns the SHA-256 of what the suite runs, in hexadecimal; its title does not count. */
  @Override
  public String digest() {
    return SpecDigest.of(
        "suite/1",
        id,
        dataset.digest(),
        entries.stream().map(Entry::digest).toList(),
        backends,
        measure);
  }
}

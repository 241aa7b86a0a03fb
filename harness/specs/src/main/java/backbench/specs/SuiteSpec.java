package backbench.specs;

import backbench.results.Reported;
import java.util.List;
import java.util.Optional;

/**
 * Holds a suite: networks × backends, each network on a dataset, how they train and what is
 * measured.
 *
 * @param id the name of the file without its ending
 * @param title what people call it
 * @param workloads the networks, each with its own dataset and recipe; ids are unique
 * @param backends ids of backends, which may or may not be installed; empty means all installed
 * @param measure what is measured
 */
public record SuiteSpec(
    String id, String title, List<Workload> workloads, List<String> backends, MeasureSpec measure)
    implements Spec {

  @Override
  public SpecKind kind() {
    return SpecKind.SUITE;
  }

  /** Copies the lists. */
  public SuiteSpec {
    workloads = List.copyOf(workloads);
    backends = List.copyOf(backends);
  }

  /**
   * Holds a network of a suite.
   *
   * @param id unique in the suite: the network's id unless the suite gives another one
   * @param network what is computed
   * @param dataset what it trains on: the suite's unless the workload names another one; its shape
   *     and classes fit the network
   * @param recipe how it trains: the suite's recipe with this network's changes
   * @param reported what a document reports of it
   */
  public record Workload(
      String id,
      ArchitectureSpec network,
      DatasetSpec dataset,
      RecipeSpec recipe,
      Optional<Reported> reported) {

    /**
     * Returns the SHA-256 of the workload, in hexadecimal: the network, the dataset and the recipe.
     *
     * <p>Equal digests mean that two runs computed the same, whatever they call it; what is
     * reported runs nothing.
     */
    public String digest() {
      return SpecIdentity.of(this).sha256();
    }
  }

  /** Returns the datasets that the networks train on, each once, in the order of the workloads. */
  public List<DatasetSpec> datasets() {
    return workloads.stream().map(Workload::dataset).distinct().toList();
  }

  /**
   * Returns the SHA-256 of what the suite runs, in hexadecimal; its id and title do not count, nor
   * what is made of the accuracies afterwards.
   */
  @Override
  public String digest() {
    return SpecIdentity.of(this).sha256();
  }
}

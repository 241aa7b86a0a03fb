package backbench.run.plan;

import backbench.commons.NearestName;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugins;
import backbench.specs.SuiteSpec;
import java.util.List;

/**
 * Narrows a suite to what a person asked for.
 *
 * @param workloads ids of the suite's workloads; empty means all
 * @param backends ids of backends; empty means those of the suite
 */
public record SuiteFilter(List<String> workloads, List<String> backends) {

  /** Copies the lists. */
  public SuiteFilter {
    workloads = List.copyOf(workloads);
    backends = List.copyOf(backends);
  }

  /**
   * Narrows a suite.
   *
   * @param plugins the installed backends
   * @throws BackbenchException {@code UNKNOWN_NAME} if the suite has no such workload, or no such
   *     backend is installed; a broken plugin's own error if it is asked for
   */
  public SuiteSpec apply(SuiteSpec suite, Plugins plugins) {
    List<String> ids = suite.workloads().stream().map(SuiteSpec.Workload::id).toList();
    for (String workload : workloads) {
      require(workload, ids, "the suite '" + suite.id() + "' has no workload '" + workload + "'");
    }
    List<String> chosen = BackendNames.require(backends, plugins);
    return new SuiteSpec(
        suite.id(),
        suite.title(),
        suite.workloads().stream()
            .filter(workload -> workloads.isEmpty() || workloads.contains(workload.id()))
            .toList(),
        chosen.isEmpty() ? suite.backends() : chosen,
        suite.measure());
  }

  private static void require(String name, List<String> known, String problem) {
    if (!known.contains(name)) {
      throw new BackbenchException(
          ErrorCode.UNKNOWN_NAME,
          problem
              + NearestName.suggestion(name, known, "")
              + "; known: "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }
}

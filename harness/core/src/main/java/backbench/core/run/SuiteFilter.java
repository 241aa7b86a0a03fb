package backbench.core.run;

import backbench.core.NearestName;
import backbench.core.spec.SuiteSpec;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.List;

/**
 * Narrows a suite to what a person asked for.
 *
 * @param entries ids of the suite's entries; empty means all
 * @param backends ids of backends; empty means those of the suite
 */
public record SuiteFilter(List<String> entries, List<String> backends) {

  /** Copies the lists. */
  public SuiteFilter {
    entries = List.copyOf(entries);
    backends = List.copyOf(backends);
  }

  /**
   * Narrows a suite.
   *
   * @param installed ids of the installed backends
   * @throws BackbenchException {@code UNKNOWN_NAME} if the suite has no such entry, or no such
   *     backend is installed
   */
  public SuiteSpec apply(SuiteSpec suite, List<String> installed) {
    List<String> ids = suite.entries().stream().map(SuiteSpec.Entry::id).toList();
    for (String entry : entries) {
      require(entry, ids, "the suite '" + suite.id() + "' has no entry '" + entry + "'");
    }
    for (String backend : backends) {
      require(backend, installed, "no backend '" + backend + "' is installed");
    }
    return new SuiteSpec(
        suite.id(),
        suite.title(),
        suite.dataset(),
        suite.entries().stream()
            .filter(entry -> entries.isEmpty() || entries.contains(entry.id()))
            .toList(),
        backends.isEmpty() ? suite.backends() : backends,
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

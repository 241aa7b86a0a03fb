package backbench.core.report;

import backbench.core.result.CellKey.Configuration;
import backbench.core.result.ForkResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether the forks of a workload saw the same batches.
 *
 * @param byDigest who saw what: configurations by the digest of the batches of their forks
 */
record Agreement(Map<String, Set<Configuration>> byDigest) {

  static Agreement of(WorkloadSummary workload) {
    Map<String, Set<Configuration>> byDigest = new LinkedHashMap<>();
    for (CellSummary summary : workload.cells()) {
      for (ForkResult fork : summary.cell().measuredForks()) {
        if (fork.batchDigest() != null) {
          byDigest
              .computeIfAbsent(fork.batchDigest(), digest -> new LinkedHashSet<>())
              .add(summary.cell().key().configuration());
        }
      }
    }
    return new Agreement(byDigest);
  }

  boolean differ() {
    return byDigest.size() > 1;
  }

  String sentence(String workload, Labels labels) {
    if (byDigest.isEmpty()) {
      return workload + ": no fork was measured to its end.";
    }
    List<String> parts = new ArrayList<>();
    byDigest.forEach(
        (digest, configurations) ->
            parts.add(
                "digest "
                    + digest.substring(0, Math.min(16, digest.length()))
                    + " ("
                    + String.join(", ", configurations.stream().map(labels::of).toList())
                    + ")"));
    return workload
        + ": "
        + (differ() ? "different batches: " : "all saw the same batches: ")
        + String.join("; ", parts)
        + ".";
  }
}

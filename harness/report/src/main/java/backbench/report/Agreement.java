package backbench.report;

import backbench.results.CellKey.Configuration;
import backbench.results.ForkResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells whether all backends saw the same batches, fork by fork: each fork has a seed of its own.
 *
 * @param forks who saw what: by fork, the configurations by the digest of their batches
 */
record Agreement(Map<Integer, Map<String, Set<Configuration>>> forks) {

  private static final int SHORT_DIGEST = 12;

  static Agreement of(WorkloadSummary workload) {
    Map<Integer, Map<String, Set<Configuration>>> forks = new TreeMap<>();
    for (CellSummary summary : workload.cells()) {
      for (ForkResult fork : summary.cell().measuredForks()) {
        if (fork.training().batchDigest() != null) {
          forks
              .computeIfAbsent(fork.fork(), number -> new TreeMap<>())
              .computeIfAbsent(fork.training().batchDigest(), digest -> new LinkedHashSet<>())
              .add(summary.cell().key().configuration());
        }
      }
    }
    return new Agreement(forks);
  }

  /** Tells whether in some fork not all saw the same. */
  boolean differ() {
    return forks.values().stream().anyMatch(digests -> digests.size() > 1);
  }

  String sentence(String workload, Labels labels) {
    if (forks.isEmpty()) {
      return workload + ": no fork was measured to its end.";
    }
    Set<Configuration> all = new LinkedHashSet<>();
    forks.values().forEach(digests -> digests.values().forEach(all::addAll));
    List<String> parts = new ArrayList<>();
    forks.forEach((fork, digests) -> parts.add(fork(fork, digests, labels)));
    String verdict =
        differ()
            ? "different batches: "
            : all.size() == 1
                ? named(all, labels) + " alone saw "
                : named(all, labels) + " saw the same batches in each fork: ";
    return workload + ": " + verdict + String.join("; ", parts) + ".";
  }

  private String fork(int fork, Map<String, Set<Configuration>> digests, Labels labels) {
    List<String> parts = new ArrayList<>();
    digests.forEach(
        (digest, configurations) ->
            parts.add(
                digest.substring(0, Math.min(SHORT_DIGEST, digest.length()))
                    + (differ() ? " (" + named(configurations, labels) + ")" : "")));
    return "fork " + (fork + 1) + " " + String.join(", ", parts);
  }

  private static String named(Set<Configuration> configurations, Labels labels) {
    return String.join(", ", configurations.stream().map(labels::of).toList());
  }
}

package backbench.analysis;

import backbench.analysis.numbers.BatchAgreement;
import backbench.analysis.numbers.BatchAgreement.Seen;
import backbench.analysis.numbers.BatchAgreement.Verdict;
import backbench.results.ForkResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds out whether all backends saw the same batches. */
final class Batches {

  private Batches() {}

  static BatchAgreement of(List<MeasuredCell> workload) {
    Map<Integer, Map<String, Set<Integer>>> byFork = new TreeMap<>();
    Set<Integer> all = new LinkedHashSet<>();
    for (MeasuredCell cell : workload) {
      for (ForkResult fork : cell.samples().forks()) {
        if (fork.training().batchDigest() != null) {
          all.add(cell.index());
          byFork
              .computeIfAbsent(fork.fork(), number -> new TreeMap<>())
              .computeIfAbsent(fork.training().batchDigest(), digest -> new LinkedHashSet<>())
              .add(cell.index());
        }
      }
    }
    List<BatchAgreement.Fork> forks = new ArrayList<>();
    byFork.forEach(
        (fork, digests) ->
            forks.add(
                new BatchAgreement.Fork(
                    fork,
                    digests.entrySet().stream()
                        .map(seen -> new Seen(seen.getKey(), List.copyOf(seen.getValue())))
                        .toList())));
    return new BatchAgreement(verdict(forks, all), forks);
  }

  private static Verdict verdict(List<BatchAgreement.Fork> forks, Set<Integer> all) {
    if (forks.isEmpty()) {
      return Verdict.NOT_MEASURED;
    }
    if (forks.stream().anyMatch(fork -> fork.digests().size() > 1)) {
      return Verdict.DIFFERENT;
    }
    return all.size() == 1 ? Verdict.ALONE : Verdict.SAME;
  }
}

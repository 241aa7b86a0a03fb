package backbench.analysis;

import backbench.analysis.numbers.CommonStart;
import backbench.analysis.numbers.CommonStart.Losses;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sums up how alike training begins. */
final class Starts {

  private static final int STEPS = 8;

  private Starts() {}

  static Optional<CommonStart> of(List<MeasuredCell> workload) {
    Map<Integer, Integer> counts = new TreeMap<>();
    workload.forEach(
        cell -> trained(cell).forEach(fork -> counts.merge(fork.fork(), 1, Integer::sum)));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .map(fork -> of(workload, fork));
  }

  private static CommonStart of(List<MeasuredCell> workload, int shared) {
    List<Losses> cells = new ArrayList<>();
    for (MeasuredCell cell : workload) {
      trained(cell)
          .filter(fork -> fork.fork() == shared)
          .findFirst()
          .ifPresent(fork -> cells.add(losses(cell.index(), fork)));
    }
    int steps = cells.stream().mapToInt(cell -> cell.steps().size()).max().orElse(0);
    List<Optional<Double>> spreads = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int at = step;
      spreads.add(spread(cells.stream().map(cell -> cell.step(at))));
    }
    return new CommonStart(shared, cells, spread(cells.stream().map(Losses::untrained)), spreads);
  }

  private static Losses losses(int cell, ForkResult fork) {
    List<Double> first = fork.training().epochs().get(0).losses().first();
    return new Losses(
        cell,
        Optional.ofNullable(fork.training().untrained()).map(Evaluation::loss),
        first.subList(0, Math.min(STEPS, first.size())));
  }

  private static Stream<ForkResult> trained(MeasuredCell cell) {
    return cell.samples().forks().stream().filter(fork -> !fork.training().epochs().isEmpty());
  }

  /** The widest difference over the mean size. */
  private static Optional<Double> spread(Stream<Optional<Double>> each) {
    double[] losses = each.flatMap(Optional::stream).mapToDouble(Double::doubleValue).toArray();
    if (losses.length < 2) {
      return Optional.empty();
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double loss : losses) {
      low = Math.min(low, loss);
      high = Math.max(high, loss);
    }
    double size = Arrays.stream(losses).map(Math::abs).average().orElseThrow();
    return Optional.of(size == 0 ? 0 : (high - low) / size);
  }
}

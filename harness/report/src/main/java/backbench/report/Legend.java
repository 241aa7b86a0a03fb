package backbench.report;

import backbench.report.layout.Element.Items;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/** Explains the main table. */
final class Legend {

  private Legend() {}

  /** Returns what a reader of the terminal needs, in a few lines. */
  static Items brief(Report report) {
    List<String> items = new ArrayList<>();
    items.add(intervals(report));
    items.add(
        "rank: 1 + how many are significantly faster in training; backends that share a letter"
            + " cannot be told apart.");
    items.add(
        "✓ worst relative error against a float64 oracle. Struck through: without a passed"
            + " certificate or incomplete, never ranked.");
    return new Items(items);
  }

  /** Returns the whole explanation. */
  static Items full(Report report) {
    List<String> items = new ArrayList<>();
    items.add(intervals(report));
    items.add(
        "rank: 1 plus the number of backends that train significantly faster. Backends that share"
            + " a letter cannot be told apart. The confidence of 95% is that of all comparisons of a"
            + " network together.");
    items.add(
        "certificate: ✓ where logits, loss, gradients and trained parameters agree with a float64"
            + " oracle, with the relative error of the check that came closest to its tolerance, and"
            + " that tolerance; ✗ where they do not. A result without a passed certificate, or of a cell that did not end"
            + " well, is struck through and never ranked.");
    items.add(
        "accuracy and loss: of the test samples after the last epoch. Each fork has its own seed,"
            + " the same for all backends, for weights and the order of batches; the spread covers"
            + " both, and what an engine does not repeat (order of sums, dropout masks).");
    items.add(
        "epoch time: the loop over the batches of an epoch, each handed to the engine, stepped and"
            + " released, "
            + (report.run().settings().warmupSeconds() > 0
                ? "after each fork has warmed up on a throw-away model."
                : "without warm-up: the first steps are those of a cold JVM.")
            + " Waiting for a batch to be made, evaluation and start-up are shown apart. Processor"
            + " time: what all threads of the process worked in that time, making batches included.");
    items.add(
        "training and prediction: samples a second over the same loop; predictions, each of a batch"
            + " that is new to the engine, in batches of "
            + report.run().settings().predict().batch()
            + "; GFLOP/s counts the multiplications and additions of the network.");
    items.add(
        "peak memory: the largest resident memory of the worker from its start to its end: Java,"
            + " engine, network and samples together, as the system counts it.");
    items.add(
        "speed: how many times as fast as the baseline, fork against fork within each randomised"
            + " block, since machines drift. An interval that includes 1 shows no difference.");
    return new Items(items);
  }

  private static String intervals(Report report) {
    int[] measured = forksMeasured(report);
    int fewest = measured[0];
    int most = measured[1];
    long level = Math.round(100 * report.analysis().confidence());
    if (most == 1) {
      return "one fork each: there are no intervals, and nothing can be told apart; run more forks.";
    }
    return "mean over "
        + (fewest == most ? "" : fewest + " to ")
        + most
        + " forks (fresh JVMs) with its "
        + level
        + "% interval, by hierarchical bootstrap"
        + (fewest < 5 ? "; with fewer than 5 forks intervals are wide" : "")
        + ".";
  }

  /** Returns the fewest and the most forks of a cell: those asked for, or what there is so far. */
  private static int[] forksMeasured(Report report) {
    int planned = report.run().settings().forks();
    IntSummaryStatistics measured =
        report.run().cells().stream()
            .mapToInt(cell -> cell.measuredForks().size())
            .filter(forks -> forks > 0)
            .summaryStatistics();
    return report.run().complete() || measured.getCount() == 0
        ? new int[] {planned, planned}
        : new int[] {measured.getMin(), measured.getMax()};
  }
}

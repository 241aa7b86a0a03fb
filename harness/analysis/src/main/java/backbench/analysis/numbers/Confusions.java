package backbench.analysis.numbers;

import backbench.results.samples.Confusion;
import java.util.List;

/**
 * Says which class of the test samples was taken for which, summed over forks.
 *
 * @param counts one row for each true class
 * @param right samples that were taken for their class
 * @param samples all samples
 * @param largest the most frequent mistakes, up to {@value #MOST}, the most frequent first
 */
public record Confusions(Confusion counts, long right, long samples, List<Mistake> largest) {

  /** The most mistakes that are singled out. */
  public static final int MOST = 10;

  /** Copies the list. */
  public Confusions {
    largest = List.copyOf(largest);
  }

  /**
   * Counts samples of one class that were taken for another.
   *
   * @param actual the true class, from 0
   * @param taken the other class, from 0
   * @param count how many
   * @param samples all samples of the true class
   */
  public record Mistake(int actual, int taken, long count, long samples) {

    /** Returns the part of the true class, in percent. */
    public double percent() {
      return 100.0 * count / samples;
    }
  }
}

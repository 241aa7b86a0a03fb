package backbench.results.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts which class was taken for which.
 *
 * @param counts one row for each true class, with one count for each class that was predicted
 */
public record Confusion(List<List<Long>> counts) {

  /** The most samples of one fork: the sum over all forks of a file stays within 64 bits. */
  public static final long MOST_SAMPLES = 1L << 40;

  /** Copies the rows and checks that they make a square of counts. */
  public Confusion {
    counts = counts.stream().map(List::copyOf).toList();
    for (List<Long> row : counts) {
      if (row.size() != counts.size()) {
        throw new IllegalArgumentException(
            "a confusion matrix is square, not "
                + counts.size()
                + " rows of which one has "
                + row.size()
                + " counts");
      }
      for (long count : row) {
        if (count < 0) {
          throw new IllegalArgumentException("a count is not below 0, as " + count + " is");
        }
      }
    }
  }

  /** Returns the number of classes. */
  public int classes() {
    return counts.size();
  }

  /** Tells whether no more samples than a limit were counted. */
  public boolean holdsAtMost(long limit) {
    long left = limit;
    for (List<Long> row : counts) {
      for (long count : row) {
        if (count > left) {
          return false;
        }
        left -= count;
      }
    }
    return true;
  }

  /** Returns the sum of two matrices of as many classes. */
  public Confusion plus(Confusion other) {
    if (other.classes() != classes()) {
      throw new IllegalArgumentException(
          "matrices of " + classes() + " and of " + other.classes() + " classes have no sum");
    }
    List<List<Long>> sums = new ArrayList<>();
    for (int row = 0; row < classes(); row++) {
      List<Long> sum = new ArrayList<>();
      for (int column = 0; column < classes(); column++) {
        sum.add(Math.addExact(counts.get(row).get(column), other.counts.get(row).get(column)));
      }
      sums.add(sum);
    }
    return new Confusion(sums);
  }
}

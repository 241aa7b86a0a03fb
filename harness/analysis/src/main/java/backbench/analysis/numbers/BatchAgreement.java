package backbench.analysis.numbers;

import java.util.List;

/**
 * Tells whether all backends saw the same batches, fork by fork: each fork has its own seed.
 *
 * @param verdict what the digests show
 * @param forks who saw what, by the number of the fork; those of which no digest is known are left
 *     out
 */
public record BatchAgreement(Verdict verdict, List<Fork> forks) {

  /** Copies the list. */
  public BatchAgreement {
    forks = List.copyOf(forks);
  }

  /** Says what the digests show. */
  public enum Verdict {
    /** No fork was measured to its end. */
    NOT_MEASURED,
    /** One cell alone was measured. */
    ALONE,
    /** In each fork, all saw the same batches. */
    SAME,
    /** In some fork, not all saw the same batches. */
    DIFFERENT
  }

  /**
   * Holds what one fork of each cell saw.
   *
   * @param fork from 0
   * @param digests by digest; one where all saw the same
   */
  public record Fork(int fork, List<Seen> digests) {

    /** Copies the list. */
    public Fork {
      digests = List.copyOf(digests);
    }
  }

  /**
   * Says who saw the same batches.
   *
   * @param digest SHA-256 over the batches
   * @param cells who saw them, as their places among the cells of the run, in order
   */
  public record Seen(String digest, List<Integer> cells) {

    /** Copies the list. */
    public Seen {
      cells = List.copyOf(cells);
    }
  }
}

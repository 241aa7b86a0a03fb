package backbench.graph;

/**
 * Counts floating-point operations per sample; a multiplication and an addition count as two.
 *
 * <p>Counts are of the textbook algorithm, padded taps included, so that a backend with a cleverer
 * algorithm shows a higher rate and not less work.
 *
 * @param forward operations of the forward pass
 * @param backward operations of the backward pass: gradients of the parameters, and of the inputs
 *     where something upstream learns
 * @since 0.1
 */
public record Flops(long forward, long backward) {

  /** Counts nothing. */
  public static final Flops ZERO = new Flops(0, 0);

  /** Adds two counts. */
  public Flops plus(Flops other) {
    return new Flops(
        Math.addExact(forward, other.forward), Math.addExact(backward, other.backward));
  }

  /** Returns forward and backward together: one training sample. */
  public long training() {
    return Math.addExact(forward, backward);
  }
}

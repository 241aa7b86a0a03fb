package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies two matrices, each perhaps transposed.
 *
 * <p>ND4J's {@code matmul}, which is oneDNN's, is faster than its BLAS by a tenth to a half, and
 * takes some 10 µs to start; so small products go to BLAS.
 */
final class Product {

  private static final long SMALL = 1_000_000;

  private final Floats left;
  private final Floats right;
  private final Floats result;
  private final boolean leftTransposed;
  private final boolean rightTransposed;
  private final int rows;
  private final int columns;
  private final int inner;
  private final @Nullable Call call;

  private Product(
      Floats left,
      boolean leftTransposed,
      Floats right,
      boolean rightTransposed,
      Floats result,
      Memory memory) {
    this.left = left;
    this.right = right;
    this.result = result;
    this.leftTransposed = leftTransposed;
    this.rightTransposed = rightTransposed;
    this.rows = result.dim(0);
    this.columns = result.dim(1);
    this.inner = left.dim(leftTransposed ? 0 : 1);
    this.call =
        (long) rows * columns * inner < SMALL
            ? null
            : memory
                .call("matmul", Call.of(left, right), Call.of(result))
                .integers(leftTransposed ? 1 : 0, rightTransposed ? 1 : 0, 0)
                .reals(1, 0);
  }

  /** Prepares result [m, n] = left [m, k] · right [k, n]. */
  static Product of(Floats left, Floats right, Floats result, Memory memory) {
    return new Product(left, false, right, false, result, memory);
  }

  /** Prepares result [m, n] = left [m, k] · right [n, k] transposed. */
  static Product rightTransposed(Floats left, Floats right, Floats result, Memory memory) {
    return new Product(left, false, right, true, result, memory);
  }

  /** Prepares result [m, n] = left [k, m] transposed · right [k, n]. */
  static Product leftTransposed(Floats left, Floats right, Floats result, Memory memory) {
    return new Product(left, true, right, false, result, memory);
  }

  void run() {
    if (call == null) {
      Blas.product(left, leftTransposed, right, rightTransposed, result, rows, columns, inner);
    } else {
      call.run();
    }
  }
}

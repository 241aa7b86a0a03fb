package backbench.dl4j.memory;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sasum;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_scopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

/**
 * Calls the BLAS that ND4J loads and multiplies with, on row-major arrays.
 *
 * <p>ND4J's own wrappers make several objects a call and want one operand column-major.
 */
public final class Blas {

  private Blas() {}

  /** Computes result [rows, columns] = left · right, over {@code inner} terms. */
  public static void product(
      Floats left,
      boolean leftTransposed,
      Floats right,
      boolean rightTransposed,
      Floats result,
      int rows,
      int columns,
      int inner) {
    cblas_sgemm(
        CblasRowMajor,
        leftTransposed ? CblasTrans : CblasNoTrans,
        rightTransposed ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        1f,
        left.pointer(),
        leftTransposed ? rows : inner,
        right.pointer(),
        rightTransposed ? inner : columns,
        0f,
        result.pointer(),
        columns);
  }

  /**
   * Adds up the rows of a matrix: sums [columns] = factor · matrix [rows, columns] transposed ·
   * ones [rows].
   */
  public static void sumRows(
      Floats matrix, Floats ones, Floats sums, int rows, int columns, float factor) {
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        columns,
        factor,
        matrix.pointer(),
        columns,
        ones.pointer(),
        1,
        0f,
        sums.pointer(),
        1);
  }

  /** Adds a multiple: y += factor · x. */
  public static void add(float factor, Floats x, Floats y) {
    cblas_saxpy(Math.toIntExact(y.size()), factor, x.pointer(), 1, y.pointer(), 1);
  }

  /** Multiplies x by a factor. */
  public static void scale(float factor, Floats x) {
    cblas_sscal(Math.toIntExact(x.size()), factor, x.pointer(), 1);
  }

  /** Adds up absolute values; NaN if there is one. */
  public static float sumOfMagnitudes(Floats x) {
    return cblas_sasum(Math.toIntExact(x.size()), x.pointer(), 1);
  }

  /** Copies all elements. */
  public static void copy(Floats from, Floats to) {
    cblas_scopy(Math.toIntExact(to.size()), from.pointer(), 1, to.pointer(), 1);
  }
}

package backbench.oracle.layer;

import java.util.stream.IntStream;

/**
 * Shows a part of an array as a matrix: element (r, c) is at {@code from + r · rowStep + c ·
 * columnStep}.
 */
final class Matrix {

  /** Rows of the left factor that share a tile of the right one. */
  private static final int BLOCK_ROWS = 8;

  /** Rows of the right factor in a tile, which then stays in a core's own cache. */
  private static final int TILE_ROWS = 32;

  private final double[] values;
  private final int from;
  private final int rows;
  private final int columns;
  private final int rowStep;
  private final int columnStep;

  private Matrix(double[] values, int from, int rows, int columns, int rowStep, int columnStep) {
    this.values = values;
    this.from = from;
    this.rows = rows;
    this.columns = columns;
    this.rowStep = rowStep;
    this.columnStep = columnStep;
  }

  /** Shows an array from an index on, row after row. */
  static Matrix of(double[] values, int from, int rows, int columns) {
    return new Matrix(values, from, rows, columns, columns, 1);
  }

  /** Shows some of the columns. */
  Matrix columns(int first, int count) {
    return new Matrix(values, from + first * columnStep, rows, count, rowStep, columnStep);
  }

  /** Shows rows as columns. */
  Matrix transposed() {
    return new Matrix(values, from, columns, rows, columnStep, rowStep);
  }

  /** Takes over the elements of a matrix of the same size. */
  void copy(Matrix other) {
    for (int r = 0; r < rows; r++) {
      int target = from + r * rowStep;
      int source = other.from + r * other.rowStep;
      for (int c = 0; c < columns; c++) {
        values[target] = other.values[source];
        target += columnStep;
        source += other.columnStep;
      }
    }
  }

  /**
   * Adds the product of two matrices: [rows, n] · [n, columns].
   *
   * <p>Each sum runs over n in its order, so that the result does not depend on the number of
   * threads, whose rows are their own. The columns of this matrix and of the right factor must lie
   * beside each other.
   */
  void addProduct(Matrix left, Matrix right) {
    if (columnStep != 1 || right.columnStep != 1) {
      throw new IllegalArgumentException("columns lie apart");
    }
    int blocks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int first = block * BLOCK_ROWS;
              addProduct(left, right, first, Math.min(first + BLOCK_ROWS, rows));
            });
  }

  private void addProduct(Matrix left, Matrix right, int firstRow, int endRow) {
    for (int tile = 0; tile < right.rows; tile += TILE_ROWS) {
      int end = Math.min(tile + TILE_ROWS, right.rows);
      int r = firstRow;
      for (; r + 2 <= endRow; r += 2) {
        int n = tile;
        for (; n + 4 <= end; n += 4) {
          addFourToTwo(left, right, r, n);
        }
        for (; n < end; n++) {
          addOne(left, right, r, n);
          addOne(left, right, r + 1, n);
        }
      }
      if (r < endRow) {
        int n = tile;
        for (; n + 4 <= end; n += 4) {
          addFour(left, right, r, n);
        }
        for (; n < end; n++) {
          addOne(left, right, r, n);
        }
      }
    }
  }

  /** Goes through two rows of sums once for four summands, which are read once for both. */
  private void addFourToTwo(Matrix left, Matrix right, int r, int n) {
    double[] sums = values;
    double[] b = right.values;
    int step = left.columnStep;
    int first = left.from + r * left.rowStep + n * step;
    double a0 = left.values[first];
    double a1 = left.values[first + step];
    double a2 = left.values[first + 2 * step];
    double a3 = left.values[first + 3 * step];
    int second = first + left.rowStep;
    double d0 = left.values[second];
    double d1 = left.values[second + step];
    double d2 = left.values[second + 2 * step];
    double d3 = left.values[second + 3 * step];
    int sum = from + r * rowStep;
    int next = sum + rowStep;
    int b0 = right.from + n * right.rowStep;
    int b1 = b0 + right.rowStep;
    int b2 = b1 + right.rowStep;
    int b3 = b2 + right.rowStep;
    for (int c = 0; c < columns; c++) {
      double x0 = b[b0 + c];
      double x1 = b[b1 + c];
      double x2 = b[b2 + c];
      double x3 = b[b3 + c];
      sums[sum + c] = sums[sum + c] + a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
      sums[next + c] = sums[next + c] + d0 * x0 + d1 * x1 + d2 * x2 + d3 * x3;
    }
  }

  /** Goes through a row of sums once for four summands, added one after the other. */
  private void addFour(Matrix left, Matrix right, int r, int n) {
    double[] sums = values;
    double[] b = right.values;
    int a = left.from + r * left.rowStep + n * left.columnStep;
    double a0 = left.values[a];
    double a1 = left.values[a + left.columnStep];
    double a2 = left.values[a + 2 * left.columnStep];
    double a3 = left.values[a + 3 * left.columnStep];
    int sum = from + r * rowStep;
    int b0 = right.from + n * right.rowStep;
    int b1 = b0 + right.rowStep;
    int b2 = b1 + right.rowStep;
    int b3 = b2 + right.rowStep;
    for (int c = 0; c < columns; c++) {
      sums[sum + c] =
          sums[sum + c] + a0 * b[b0 + c] + a1 * b[b1 + c] + a2 * b[b2 + c] + a3 * b[b3 + c];
    }
  }

  private void addOne(Matrix left, Matrix right, int r, int n) {
    double[] sums = values;
    double[] b = right.values;
    double a0 = left.values[left.from + r * left.rowStep + n * left.columnStep];
    int sum = from + r * rowStep;
    int b0 = right.from + n * right.rowStep;
    for (int c = 0; c < columns; c++) {
      sums[sum + c] += a0 * b[b0 + c];
    }
  }
}

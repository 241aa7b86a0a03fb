package backbench.oracle.layer;

import java.util.stream.IntStream;

/**
 * Shows a part of an array as a matrix: element (r, c) is at {@code from + r · rowStep + c ·
 * columnStep}.
 */
final class Matrix {

  /** Rows of the left factor that share a tile of the right one. */
  private static final int BLOCK_ROWS = 32;

  /** Rows of the right factor in a tile, which then stays in a core's own cache. */
  private static final int TILE_ROWS = 32;

  private static final int TILE_COLUMNS = 512;

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
    int width = Math.min(columns, TILE_COLUMNS);
    double[][] tile = new double[Math.min(right.rows, TILE_ROWS)][width];
    double[] sums = new double[width];
    double[] others = new double[width];
    for (int column = 0; column < columns; column += width) {
      int count = Math.min(width, columns - column);
      for (int n = 0; n < right.rows; n += TILE_ROWS) {
        int height = Math.min(TILE_ROWS, right.rows - n);
        for (int i = 0; i < height; i++) {
          right.read(n + i, column, tile[i], count);
        }
        int r = firstRow;
        for (; r + 2 <= endRow; r += 2) {
          read(r, column, sums, count);
          read(r + 1, column, others, count);
          addToTwo(left, r, n, tile, height, sums, others, count);
          write(r, column, sums, count);
          write(r + 1, column, others, count);
        }
        if (r < endRow) {
          read(r, column, sums, count);
          for (int i = 0; i < height; i++) {
            add(sums, left.at(r, n + i), tile[i], count);
          }
          write(r, column, sums, count);
        }
      }
    }
  }

  private double at(int row, int column) {
    return values[from + row * rowStep + column * columnStep];
  }

  private void read(int row, int column, double[] to, int count) {
    System.arraycopy(values, from + row * rowStep + column, to, 0, count);
  }

  private void write(int row, int column, double[] part, int count) {
    System.arraycopy(part, 0, values, from + row * rowStep + column, count);
  }

  /** Adds the rows of a tile to two rows of sums, two at a time. */
  private static void addToTwo(
      Matrix left,
      int r,
      int n,
      double[][] tile,
      int height,
      double[] sums,
      double[] others,
      int count) {
    int i = 0;
    for (; i + 2 <= height; i += 2) {
      addTwoToTwo(
          sums,
          others,
          tile[i],
          tile[i + 1],
          left.at(r, n + i),
          left.at(r, n + i + 1),
          left.at(r + 1, n + i),
          left.at(r + 1, n + i + 1),
          count);
    }
    if (i < height) {
      add(sums, left.at(r, n + i), tile[i], count);
      add(others, left.at(r + 1, n + i), tile[i], count);
    }
  }

  /**
   * Adds two rows to two rows of sums, each of which is read and written once.
   *
   * <p>The JVM makes vector instructions of this loop only if each array is read from its start.
   */
  private static void addTwoToTwo(
      double[] sums,
      double[] others,
      double[] first,
      double[] second,
      double a0,
      double a1,
      double b0,
      double b1,
      int count) {
    for (int c = 0; c < count; c++) {
      double x0 = first[c];
      double x1 = second[c];
      sums[c] = sums[c] + a0 * x0 + a1 * x1;
      others[c] = others[c] + b0 * x0 + b1 * x1;
    }
  }

  private static void add(double[] sums, double factor, double[] row, int count) {
    for (int c = 0; c < count; c++) {
      sums[c] += factor * row[c];
    }
  }
}

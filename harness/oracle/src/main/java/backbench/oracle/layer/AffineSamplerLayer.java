package backbench.oracle.layer;

import backbench.graph.Shape;
import java.util.List;

/**
 * Reads an image bilinearly at an affinely transformed grid with aligned corners.
 *
 * <p>For output pixel (i, j): x = -1 + 2j / (width - 1), y = -1 + 2i / (height - 1); x' = θ0·x +
 * θ1·y + θ2, y' = θ3·x + θ4·y + θ5; the source column is q = (x' + 1) / 2 · (inputWidth - 1), the
 * source row p likewise. With q0 = floor(q) the pixel is Σ over (p0, p0 + 1) × (q0, q0 + 1) of (1 -
 * |p - row|) · (1 - |q - column|) · input, neighbours outside counting as 0. The derivative by q
 * has a jump where q is a whole number; there the right-hand side counts, q0 being the floor.
 */
final class AffineSamplerLayer implements OracleLayer {

  private static final int THETA = 6;

  private final Shape in;
  private final Shape out;
  private final Rounding rounding;
  private double[] image = new double[0];
  private double[] theta = new double[0];
  private int[] cells = new int[0];
  private int samples;

  AffineSamplerLayer(Shape in, Shape out, Rounding rounding) {
    this.in = in;
    this.out = out;
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    image = inputs.get(0);
    theta = inputs.get(1);
    samples = batch;
    double[] output = new double[batch * out.size()];
    cells = new int[2 * batch * out.height() * out.width()];
    int[] next = {0};
    forEachPoint(
        (n, i, j, p, q) -> {
          int row = (int) Math.floor(p);
          int column = (int) Math.floor(q);
          cells[next[0]++] = row;
          cells[next[0]++] = column;
          double down = p - row;
          double right = q - column;
          for (int c = 0; c < in.channels(); c++) {
            output[((n * in.channels() + c) * out.height() + i) * out.width() + j] =
                (1 - down) * (1 - right) * pixel(n, c, row, column)
                    + (1 - down) * right * pixel(n, c, row, column + 1)
                    + down * (1 - right) * pixel(n, c, row + 1, column)
                    + down * right * pixel(n, c, row + 1, column + 1);
          }
        });
    // The position is rounded before its fraction is taken: an error of the image's extent.
    rounding.round(
        output,
        0,
        output.length,
        1,
        Rounding.rootMeanSquare(image) * Math.max(in.height(), in.width()));
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] imageGradient = new double[samples * in.size()];
    double[] thetaGradient = new double[samples * THETA];
    forEachPoint(
        (n, i, j, p, q) -> {
          int row = (int) Math.floor(p);
          int column = (int) Math.floor(q);
          double down = p - row;
          double right = q - column;
          double byRow = 0;
          double byColumn = 0;
          for (int c = 0; c < in.channels(); c++) {
            double dy =
                outputGradient[((n * in.channels() + c) * out.height() + i) * out.width() + j];
            add(imageGradient, n, c, row, column, dy * (1 - down) * (1 - right));
            add(imageGradient, n, c, row, column + 1, dy * (1 - down) * right);
            add(imageGradient, n, c, row + 1, column, dy * down * (1 - right));
            add(imageGradient, n, c, row + 1, column + 1, dy * down * right);
            double topLeft = pixel(n, c, row, column);
            double topRight = pixel(n, c, row, column + 1);
            double bottomLeft = pixel(n, c, row + 1, column);
            double bottomRight = pixel(n, c, row + 1, column + 1);
            byRow += dy * ((1 - right) * (bottomLeft - topLeft) + right * (bottomRight - topRight));
            byColumn +=
                dy * ((1 - down) * (topRight - topLeft) + down * (bottomRight - bottomLeft));
          }
          double byX = byColumn * (in.width() - 1) / 2;
          double byY = byRow * (in.height() - 1) / 2;
          double x = gridX(j);
          double y = gridY(i);
          thetaGradient[n * THETA] += byX * x;
          thetaGradient[n * THETA + 1] += byX * y;
          thetaGradient[n * THETA + 2] += byX;
          thetaGradient[n * THETA + 3] += byY * x;
          thetaGradient[n * THETA + 4] += byY * y;
          thetaGradient[n * THETA + 5] += byY;
        });
    double size = Rounding.rootMeanSquare(outputGradient);
    int extent = Math.max(in.height(), in.width());
    rounding.round(imageGradient, 0, imageGradient.length, 4, size * extent);
    rounding.roundProducts(
        thetaGradient,
        0,
        thetaGradient.length,
        out.size(),
        size * Rounding.rootMeanSquare(image) * extent);
    return List.of(imageGradient, thetaGradient);
  }

  @Override
  public int[] branches() {
    return cells;
  }

  private interface Point {
    /**
     * @param n the sample
     * @param i the output row
     * @param j the output column
     * @param p the source row, not rounded
     * @param q the source column, not rounded
     */
    void visit(int n, int i, int j, double p, double q);
  }

  private void forEachPoint(Point visitor) {
    for (int n = 0; n < samples; n++) {
      int t = n * THETA;
      for (int i = 0; i < out.height(); i++) {
        double y = gridY(i);
        for (int j = 0; j < out.width(); j++) {
          double x = gridX(j);
          double sourceX = theta[t] * x + theta[t + 1] * y + theta[t + 2];
          double sourceY = theta[t + 3] * x + theta[t + 4] * y + theta[t + 5];
          visitor.visit(
              n, i, j, (sourceY + 1) / 2 * (in.height() - 1), (sourceX + 1) / 2 * (in.width() - 1));
        }
      }
    }
  }

  private double gridX(int column) {
    return -1 + 2.0 * column / (out.width() - 1);
  }

  private double gridY(int row) {
    return -1 + 2.0 * row / (out.height() - 1);
  }

  private boolean isInside(int row, int column) {
    return row >= 0 && row < in.height() && column >= 0 && column < in.width();
  }

  private double pixel(int n, int c, int row, int column) {
    return isInside(row, column)
        ? image[((n * in.channels() + c) * in.height() + row) * in.width() + column]
        : 0;
  }

  private void add(double[] gradient, int n, int c, int row, int column, double value) {
    if (isInside(row, column)) {
      gradient[((n * in.channels() + c) * in.height() + row) * in.width() + column] += value;
    }
  }
}

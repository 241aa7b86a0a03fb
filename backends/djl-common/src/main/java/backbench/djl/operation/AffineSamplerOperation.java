package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import backbench.graph.Layer;

/**
 * Samples an image at an affinely transformed grid, out of operations that every engine has.
 *
 * <p>The bilinear weights of a point are an outer product: one vector over the rows and one over
 * the columns of the image, each with two neighbouring entries that are not 0. So the samples are
 * matrix products. A neighbour outside has no entry and counts as 0.
 *
 * <p>The weights are 1 - f and f at floor(q) and floor(q) + 1, with f = q - floor(q), and not the
 * shorter max(0, 1 - |q - column|): where q is a whole number, engines differentiate that as if it
 * were flat, and this to the right, as pinned.
 */
final class AffineSamplerOperation implements Operation {

  private final EngineDialect dialect;
  private final long points;
  private final Axis rows;
  private final Axis columns;
  private final Shape output;

  /**
   * Makes the operation.
   *
   * @param manager keeps the constants
   * @param image [channels, height, width] of the image that is sampled
   */
  AffineSamplerOperation(
      EngineDialect dialect,
      NDManager manager,
      Layer.AffineSampler layer,
      backbench.graph.Shape image) {
    this.dialect = dialect;
    this.points = (long) layer.height() * layer.width();
    this.columns = new Axis(dialect, manager, layer, 0, image.width());
    this.rows = new Axis(dialect, manager, layer, Axis.COEFFICIENTS, image.height());
    this.output = new Shape(-1, image.channels(), layer.height(), layer.width());
  }

  @Override
  public NDArray apply(NDList inputs, Pass pass) {
    NDArray image = inputs.get(0);
    NDArray theta = inputs.get(1);
    Shape shape = image.getShape();
    long samples = shape.get(0);
    long channels = shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    // [n, points, height] · [n, height, channels · width], then the sum over width by hand.
    try (NDArray byRow = image.transpose(0, 2, 1, 3);
        NDArray lines = byRow.reshape(samples, height, channels * width);
        NDArray down = rows.weights(theta);
        NDArray blended = dialect.batchProduct(down, lines);
        NDArray between = blended.reshape(samples, points, channels, width);
        NDArray across = columns.weights(theta);
        NDArray acrossAll = across.expandDims(2);
        NDArray weighted = between.mul(acrossAll);
        NDArray values = weighted.sum(new int[] {3});
        NDArray planes = values.transpose(0, 2, 1)) {
      return planes.reshape(output);
    }
  }

  /** Finds the points' positions along the rows or the columns of the image. */
  private static final class Axis {

    static final int COEFFICIENTS = 3;

    private final NDArray grid;
    private final float middle;
    private final NDArray indices;

    /**
     * Makes an axis.
     *
     * @param first the first of the three values of theta that count along this axis
     * @param extent pixels of the image along this axis
     */
    Axis(
        EngineDialect dialect,
        NDManager manager,
        Layer.AffineSampler layer,
        int first,
        int extent) {
      this.middle = (extent - 1) / 2f;
      this.grid =
          dialect.upload(
              manager,
              grid(layer, first),
              new Shape(2 * COEFFICIENTS, (long) layer.height() * layer.width()));
      this.indices = manager.arange(0f, extent, 1f).reshape(1, 1, extent);
    }

    /** Makes the matrix [6, points] that takes theta to positions, counted from the middle. */
    private float[] grid(Layer.AffineSampler layer, int first) {
      int points = layer.height() * layer.width();
      float[] values = new float[2 * COEFFICIENTS * points];
      for (int i = 0; i < layer.height(); i++) {
        for (int j = 0; j < layer.width(); j++) {
          int point = i * layer.width() + j;
          values[first * points + point] = (float) (middle * (-1 + 2.0 * j / (layer.width() - 1)));
          values[(first + 1) * points + point] =
              (float) (middle * (-1 + 2.0 * i / (layer.height() - 1)));
          values[(first + 2) * points + point] = middle;
        }
      }
      return values;
    }

    /**
     * Returns the bilinear weights along this axis, [n, points, extent].
     *
     * @param theta [n, 6]
     */
    NDArray weights(NDArray theta) {
      try (NDArray fromMiddle = theta.matMul(grid);
          NDArray flat = fromMiddle.add(middle);
          NDArray position = flat.expandDims(2);
          NDArray floor = position.floor();
          NDArray fraction = position.sub(floor);
          NDArray here = isAt(floor);
          NDArray ceiling = floor.add(1);
          NDArray next = isAt(ceiling);
          NDArray slope = next.sub(here);
          NDArray change = slope.mul(fraction)) {
        // A position that is no number has a fraction that is none, and so have all its weights.
        return here.add(change);
      }
    }

    /** Returns 1 where a pixel's index is the given one, [n, points, 1], and 0 elsewhere. */
    private NDArray isAt(NDArray index) {
      try (NDArray equal = indices.eq(index)) {
        return equal.toType(DataType.FLOAT32, true);
      }
    }
  }
}

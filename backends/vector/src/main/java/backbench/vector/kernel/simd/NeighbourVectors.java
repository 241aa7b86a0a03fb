package backbench.vector.kernel.simd;

import backbench.vector.kernel.Neighbours;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Normalises one vector of channels by its neighbours over the pixels of a run; inner loops of
 * {@link SimdKernels}.
 */
final class NeighbourVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private NeighbourVectors() {}

  static void squares(float[] x, int x0, int xPitch, float[] y, int y0, int yPitch, int pixels) {
    for (int p = 0; p < pixels; p++) {
      FloatVector value = FloatVector.fromArray(S, x, x0 + p * xPitch);
      value.mul(value).intoArray(y, y0 + p * yPitch);
    }
  }

  static void quotients(
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] divisor,
      int d0,
      int pitch,
      float[] y,
      int y0,
      int yPitch,
      int pixels) {
    for (int p = 0; p < pixels; p++) {
      FloatVector.fromArray(S, a, a0 + p * pitch)
          .mul(FloatVector.fromArray(S, b, b0 + p * pitch))
          .div(FloatVector.fromArray(S, divisor, d0 + p * pitch))
          .intoArray(y, y0 + p * yPitch);
    }
  }

  /** Sums the five floats from each on, the window of the paper, in one pass. */
  static void addFive(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    FloatVector init = FloatVector.broadcast(S, neighbours.init());
    FloatVector factor = FloatVector.broadcast(S, neighbours.factor());
    for (int p = 0; p < pixels; p++) {
      int at = x0 + p * neighbours.xPitch();
      FloatVector.fromArray(S, x, at)
          .add(FloatVector.fromArray(S, x, at + 1))
          .add(FloatVector.fromArray(S, x, at + 2))
          .add(FloatVector.fromArray(S, x, at + 3))
          .add(FloatVector.fromArray(S, x, at + 4))
          .fma(factor, init)
          .intoArray(y, y0 + p * pitch);
    }
  }

  /** Sums any number of floats, in one pass for each: a vector is a register in one loop only. */
  static void add(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    FloatVector init = FloatVector.broadcast(S, neighbours.init());
    for (int p = 0; p < pixels; p++) {
      init.intoArray(y, y0 + p * pitch);
    }
    for (int neighbour = 0; neighbour < neighbours.size(); neighbour++) {
      addOne(neighbours, x, x0 + neighbour, y, y0, pixels, pitch);
    }
  }

  private static void addOne(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    FloatVector factor = FloatVector.broadcast(S, neighbours.factor());
    for (int p = 0; p < pixels; p++) {
      FloatVector.fromArray(S, x, x0 + p * neighbours.xPitch())
          .fma(factor, FloatVector.fromArray(S, y, y0 + p * pitch))
          .intoArray(y, y0 + p * pitch);
    }
  }
}

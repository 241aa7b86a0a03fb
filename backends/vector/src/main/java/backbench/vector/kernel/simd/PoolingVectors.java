package backbench.vector.kernel.simd;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools one vector of channels, in one window or along a row of 2×2 windows; inner loops of {@link
 * SimdKernels}.
 */
final class PoolingVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private PoolingVectors() {}

  static void maximum2(float[] x, int x0, int xRow, float[] y, int y0, int pixels, int pitch) {
    for (int p = 0; p < pixels; p++) {
      int at = x0 + 2 * p * pitch;
      FloatVector upper =
          FloatVector.fromArray(S, x, at).max(FloatVector.fromArray(S, x, at + pitch));
      FloatVector lower =
          FloatVector.fromArray(S, x, at + xRow)
              .max(FloatVector.fromArray(S, x, at + xRow + pitch));
      upper.max(lower).intoArray(y, y0 + p * pitch);
    }
  }

  static void maximum2Gradient(
      float[] x,
      int x0,
      int xRow,
      float[] y,
      int y0,
      float[] dy,
      int dy0,
      float[] dx,
      int dx0,
      int dxRow,
      int pixels,
      int pitch) {
    FloatVector zero = FloatVector.zero(S);
    for (int p = 0; p < pixels; p++) {
      int at = x0 + 2 * p * pitch;
      int to = dx0 + 2 * p * pitch;
      FloatVector most = FloatVector.fromArray(S, y, y0 + p * pitch);
      FloatVector left = FloatVector.fromArray(S, dy, dy0 + p * pitch);
      // "Not below" rather than "equal": where the maximum is NaN, the first tap takes the
      // gradient.
      VectorMask<Float> below = FloatVector.fromArray(S, x, at).compare(LT, most);
      left.blend(zero, below).intoArray(dx, to);
      left = zero.blend(left, below);
      below = FloatVector.fromArray(S, x, at + pitch).compare(LT, most);
      left.blend(zero, below).intoArray(dx, to + pitch);
      left = zero.blend(left, below);
      below = FloatVector.fromArray(S, x, at + xRow).compare(LT, most);
      left.blend(zero, below).intoArray(dx, to + dxRow);
      // What is left belongs to the last tap, as one of the four is the maximum.
      zero.blend(left, below).intoArray(dx, to + dxRow + pitch);
    }
  }

  static void maximum(int[] taps, float[] x, int x0, float[] y, int y0) {
    FloatVector most = FloatVector.fromArray(S, x, x0 + taps[0]);
    for (int tap = 1; tap < taps.length; tap++) {
      most = most.max(FloatVector.fromArray(S, x, x0 + taps[tap]));
    }
    most.intoArray(y, y0);
  }

  static void maximumGradient(
      int[] xTaps,
      float[] x,
      int x0,
      float[] y,
      int y0,
      float[] dy,
      int dy0,
      int[] dxTaps,
      float[] dx,
      int dx0) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector most = FloatVector.fromArray(S, y, y0);
    FloatVector left = FloatVector.fromArray(S, dy, dy0);
    for (int tap = 0; tap < xTaps.length; tap++) {
      int to = dx0 + dxTaps[tap];
      VectorMask<Float> below = FloatVector.fromArray(S, x, x0 + xTaps[tap]).compare(LT, most);
      FloatVector.fromArray(S, dx, to).add(left.blend(zero, below)).intoArray(dx, to);
      left = zero.blend(left, below);
    }
  }
}

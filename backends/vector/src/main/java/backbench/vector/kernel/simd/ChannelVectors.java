package backbench.vector.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Works on one vector of channels over the pixels of a run; inner loops of {@link SimdKernels}. */
final class ChannelVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private ChannelVectors() {}

  static void addValues(float[] x, int x0, int pixels, int pitch, float[] sums, int s0) {
    FloatVector sum = FloatVector.fromArray(S, sums, s0);
    for (int p = 0; p < pixels; p++) {
      sum = sum.add(FloatVector.fromArray(S, x, x0 + p * pitch));
    }
    sum.intoArray(sums, s0);
  }

  static void addSquares(
      float[] x, int x0, int pixels, int pitch, float[] mean, int m0, float[] sums, int s0) {
    FloatVector sum = FloatVector.fromArray(S, sums, s0);
    FloatVector centre = FloatVector.fromArray(S, mean, m0);
    for (int p = 0; p < pixels; p++) {
      FloatVector distance = FloatVector.fromArray(S, x, x0 + p * pitch).sub(centre);
      sum = distance.fma(distance, sum);
    }
    sum.intoArray(sums, s0);
  }

  static void addProducts(
      float[] g,
      int g0,
      float[] x,
      int x0,
      int pixels,
      int pitch,
      float[] mean,
      int m0,
      float[] sums,
      int s0) {
    FloatVector sum = FloatVector.fromArray(S, sums, s0);
    FloatVector centre = FloatVector.fromArray(S, mean, m0);
    for (int p = 0; p < pixels; p++) {
      FloatVector distance = FloatVector.fromArray(S, x, x0 + p * pitch).sub(centre);
      sum = distance.fma(FloatVector.fromArray(S, g, g0 + p * pitch), sum);
    }
    sum.intoArray(sums, s0);
  }

  static void affine(
      float[] x,
      int x0,
      float[] y,
      int y0,
      int pixels,
      int pitch,
      float[] scale,
      float[] shift,
      int c) {
    FloatVector factor = FloatVector.fromArray(S, scale, c);
    FloatVector summand = FloatVector.fromArray(S, shift, c);
    for (int p = 0; p < pixels; p++) {
      FloatVector.fromArray(S, x, x0 + p * pitch).fma(factor, summand).intoArray(y, y0 + p * pitch);
    }
  }

  static void affineGradient(
      float[] g,
      int g0,
      float[] x,
      int x0,
      float[] dx,
      int dx0,
      int pixels,
      int pitch,
      float[] a,
      float[] b,
      float[] d,
      int c) {
    FloatVector onG = FloatVector.fromArray(S, a, c);
    FloatVector onX = FloatVector.fromArray(S, b, c);
    FloatVector summand = FloatVector.fromArray(S, d, c);
    for (int p = 0; p < pixels; p++) {
      int at = p * pitch;
      FloatVector ofX = FloatVector.fromArray(S, x, x0 + at).fma(onX, summand);
      FloatVector.fromArray(S, g, g0 + at).fma(onG, ofX).intoArray(dx, dx0 + at);
    }
  }
}

package backbench.vector.kernel.simd;

import backbench.vector.kernel.Outer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds sums of outer products to tiles of a weight gradient; see {@link ProductTiles} for the form.
 *
 * <p>Rows lie side by side in the left operand, so that they are constant offsets from one address
 * and even 14 of them need no further registers: 28 accumulators, where there are 32 registers.
 */
final class OuterTiles {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int W = 2 * L;

  private OuterTiles() {}

  static void tile14x2(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + W);
    FloatVector c11 = FloatVector.fromArray(S, c, c0 + W + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * W);
    FloatVector c21 = FloatVector.fromArray(S, c, c0 + 2 * W + L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * W);
    FloatVector c31 = FloatVector.fromArray(S, c, c0 + 3 * W + L);
    FloatVector c40 = FloatVector.fromArray(S, c, c0 + 4 * W);
    FloatVector c41 = FloatVector.fromArray(S, c, c0 + 4 * W + L);
    FloatVector c50 = FloatVector.fromArray(S, c, c0 + 5 * W);
    FloatVector c51 = FloatVector.fromArray(S, c, c0 + 5 * W + L);
    FloatVector c60 = FloatVector.fromArray(S, c, c0 + 6 * W);
    FloatVector c61 = FloatVector.fromArray(S, c, c0 + 6 * W + L);
    FloatVector c70 = FloatVector.fromArray(S, c, c0 + 7 * W);
    FloatVector c71 = FloatVector.fromArray(S, c, c0 + 7 * W + L);
    FloatVector c80 = FloatVector.fromArray(S, c, c0 + 8 * W);
    FloatVector c81 = FloatVector.fromArray(S, c, c0 + 8 * W + L);
    FloatVector c90 = FloatVector.fromArray(S, c, c0 + 9 * W);
    FloatVector c91 = FloatVector.fromArray(S, c, c0 + 9 * W + L);
    FloatVector c100 = FloatVector.fromArray(S, c, c0 + 10 * W);
    FloatVector c101 = FloatVector.fromArray(S, c, c0 + 10 * W + L);
    FloatVector c110 = FloatVector.fromArray(S, c, c0 + 11 * W);
    FloatVector c111 = FloatVector.fromArray(S, c, c0 + 11 * W + L);
    FloatVector c120 = FloatVector.fromArray(S, c, c0 + 12 * W);
    FloatVector c121 = FloatVector.fromArray(S, c, c0 + 12 * W + L);
    FloatVector c130 = FloatVector.fromArray(S, c, c0 + 13 * W);
    FloatVector c131 = FloatVector.fromArray(S, c, c0 + 13 * W + L);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[left + 4]);
      c40 = x4.fma(w0, c40);
      c41 = x4.fma(w1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[left + 5]);
      c50 = x5.fma(w0, c50);
      c51 = x5.fma(w1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[left + 6]);
      c60 = x6.fma(w0, c60);
      c61 = x6.fma(w1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[left + 7]);
      c70 = x7.fma(w0, c70);
      c71 = x7.fma(w1, c71);
      FloatVector x8 = FloatVector.broadcast(S, a[left + 8]);
      c80 = x8.fma(w0, c80);
      c81 = x8.fma(w1, c81);
      FloatVector x9 = FloatVector.broadcast(S, a[left + 9]);
      c90 = x9.fma(w0, c90);
      c91 = x9.fma(w1, c91);
      FloatVector x10 = FloatVector.broadcast(S, a[left + 10]);
      c100 = x10.fma(w0, c100);
      c101 = x10.fma(w1, c101);
      FloatVector x11 = FloatVector.broadcast(S, a[left + 11]);
      c110 = x11.fma(w0, c110);
      c111 = x11.fma(w1, c111);
      FloatVector x12 = FloatVector.broadcast(S, a[left + 12]);
      c120 = x12.fma(w0, c120);
      c121 = x12.fma(w1, c121);
      FloatVector x13 = FloatVector.broadcast(S, a[left + 13]);
      c130 = x13.fma(w0, c130);
      c131 = x13.fma(w1, c131);
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + L);
    c10.intoArray(c, c0 + W);
    c11.intoArray(c, c0 + W + L);
    c20.intoArray(c, c0 + 2 * W);
    c21.intoArray(c, c0 + 2 * W + L);
    c30.intoArray(c, c0 + 3 * W);
    c31.intoArray(c, c0 + 3 * W + L);
    c40.intoArray(c, c0 + 4 * W);
    c41.intoArray(c, c0 + 4 * W + L);
    c50.intoArray(c, c0 + 5 * W);
    c51.intoArray(c, c0 + 5 * W + L);
    c60.intoArray(c, c0 + 6 * W);
    c61.intoArray(c, c0 + 6 * W + L);
    c70.intoArray(c, c0 + 7 * W);
    c71.intoArray(c, c0 + 7 * W + L);
    c80.intoArray(c, c0 + 8 * W);
    c81.intoArray(c, c0 + 8 * W + L);
    c90.intoArray(c, c0 + 9 * W);
    c91.intoArray(c, c0 + 9 * W + L);
    c100.intoArray(c, c0 + 10 * W);
    c101.intoArray(c, c0 + 10 * W + L);
    c110.intoArray(c, c0 + 11 * W);
    c111.intoArray(c, c0 + 11 * W + L);
    c120.intoArray(c, c0 + 12 * W);
    c121.intoArray(c, c0 + 12 * W + L);
    c130.intoArray(c, c0 + 13 * W);
    c131.intoArray(c, c0 + 13 * W + L);
  }

  static void tile8x2(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + W);
    FloatVector c11 = FloatVector.fromArray(S, c, c0 + W + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * W);
    FloatVector c21 = FloatVector.fromArray(S, c, c0 + 2 * W + L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * W);
    FloatVector c31 = FloatVector.fromArray(S, c, c0 + 3 * W + L);
    FloatVector c40 = FloatVector.fromArray(S, c, c0 + 4 * W);
    FloatVector c41 = FloatVector.fromArray(S, c, c0 + 4 * W + L);
    FloatVector c50 = FloatVector.fromArray(S, c, c0 + 5 * W);
    FloatVector c51 = FloatVector.fromArray(S, c, c0 + 5 * W + L);
    FloatVector c60 = FloatVector.fromArray(S, c, c0 + 6 * W);
    FloatVector c61 = FloatVector.fromArray(S, c, c0 + 6 * W + L);
    FloatVector c70 = FloatVector.fromArray(S, c, c0 + 7 * W);
    FloatVector c71 = FloatVector.fromArray(S, c, c0 + 7 * W + L);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[left + 4]);
      c40 = x4.fma(w0, c40);
      c41 = x4.fma(w1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[left + 5]);
      c50 = x5.fma(w0, c50);
      c51 = x5.fma(w1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[left + 6]);
      c60 = x6.fma(w0, c60);
      c61 = x6.fma(w1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[left + 7]);
      c70 = x7.fma(w0, c70);
      c71 = x7.fma(w1, c71);
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + L);
    c10.intoArray(c, c0 + W);
    c11.intoArray(c, c0 + W + L);
    c20.intoArray(c, c0 + 2 * W);
    c21.intoArray(c, c0 + 2 * W + L);
    c30.intoArray(c, c0 + 3 * W);
    c31.intoArray(c, c0 + 3 * W + L);
    c40.intoArray(c, c0 + 4 * W);
    c41.intoArray(c, c0 + 4 * W + L);
    c50.intoArray(c, c0 + 5 * W);
    c51.intoArray(c, c0 + 5 * W + L);
    c60.intoArray(c, c0 + 6 * W);
    c61.intoArray(c, c0 + 6 * W + L);
    c70.intoArray(c, c0 + 7 * W);
    c71.intoArray(c, c0 + 7 * W + L);
  }

  static void tile4x2(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + W);
    FloatVector c11 = FloatVector.fromArray(S, c, c0 + W + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * W);
    FloatVector c21 = FloatVector.fromArray(S, c, c0 + 2 * W + L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * W);
    FloatVector c31 = FloatVector.fromArray(S, c, c0 + 3 * W + L);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + L);
    c10.intoArray(c, c0 + W);
    c11.intoArray(c, c0 + W + L);
    c20.intoArray(c, c0 + 2 * W);
    c21.intoArray(c, c0 + 2 * W + L);
    c30.intoArray(c, c0 + 3 * W);
    c31.intoArray(c, c0 + 3 * W + L);
  }

  static void tile1x2(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + L);
  }
}

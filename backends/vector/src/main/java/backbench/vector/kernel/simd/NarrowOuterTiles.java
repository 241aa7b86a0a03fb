package backbench.vector.kernel.simd;

import backbench.vector.kernel.Outer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds sums of outer products to narrow tiles and to tiles with scattered rows; see {@link
 * OuterTiles}.
 */
final class NarrowOuterTiles {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int W = 2 * L;

  private NarrowOuterTiles() {}

  static void tile8x1(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * L);
    FloatVector c40 = FloatVector.fromArray(S, c, c0 + 4 * L);
    FloatVector c50 = FloatVector.fromArray(S, c, c0 + 5 * L);
    FloatVector c60 = FloatVector.fromArray(S, c, c0 + 6 * L);
    FloatVector c70 = FloatVector.fromArray(S, c, c0 + 7 * L);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[left + 1]);
      c10 = x1.fma(w0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[left + 2]);
      c20 = x2.fma(w0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[left + 3]);
      c30 = x3.fma(w0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[left + 4]);
      c40 = x4.fma(w0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[left + 5]);
      c50 = x5.fma(w0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[left + 6]);
      c60 = x6.fma(w0, c60);
      FloatVector x7 = FloatVector.broadcast(S, a[left + 7]);
      c70 = x7.fma(w0, c70);
    }
    c00.intoArray(c, c0);
    c10.intoArray(c, c0 + L);
    c20.intoArray(c, c0 + 2 * L);
    c30.intoArray(c, c0 + 3 * L);
    c40.intoArray(c, c0 + 4 * L);
    c50.intoArray(c, c0 + 5 * L);
    c60.intoArray(c, c0 + 6 * L);
    c70.intoArray(c, c0 + 7 * L);
  }

  static void tile1x1(
      Outer outer, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    for (int p = from; p < to; p++) {
      int left = a0 + aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[left]);
      c00 = x0.fma(w0, c00);
    }
    c00.intoArray(c, c0);
  }

  static void gathered8x2(
      Outer outer,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    int[] taps = outer.taps();
    int r0 = a0 + taps[tap];
    int r1 = a0 + taps[tap + 1];
    int r2 = a0 + taps[tap + 2];
    int r3 = a0 + taps[tap + 3];
    int r4 = a0 + taps[tap + 4];
    int r5 = a0 + taps[tap + 5];
    int r6 = a0 + taps[tap + 6];
    int r7 = a0 + taps[tap + 7];
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
      int left = aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + left]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + left]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + left]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + left]);
      c40 = x4.fma(w0, c40);
      c41 = x4.fma(w1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + left]);
      c50 = x5.fma(w0, c50);
      c51 = x5.fma(w1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + left]);
      c60 = x6.fma(w0, c60);
      c61 = x6.fma(w1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[r7 + left]);
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

  static void gathered4x2(
      Outer outer,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    int[] taps = outer.taps();
    int r0 = a0 + taps[tap];
    int r1 = a0 + taps[tap + 1];
    int r2 = a0 + taps[tap + 2];
    int r3 = a0 + taps[tap + 3];
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + W);
    FloatVector c11 = FloatVector.fromArray(S, c, c0 + W + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * W);
    FloatVector c21 = FloatVector.fromArray(S, c, c0 + 2 * W + L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * W);
    FloatVector c31 = FloatVector.fromArray(S, c, c0 + 3 * W + L);
    for (int p = from; p < to; p++) {
      int left = aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + left]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + left]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + left]);
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

  static void gathered1x2(
      Outer outer,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    int[] taps = outer.taps();
    int r0 = a0 + taps[tap];
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c01 = FloatVector.fromArray(S, c, c0 + L);
    for (int p = from; p < to; p++) {
      int left = aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + left]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + L);
  }

  static void gathered8x1(
      Outer outer,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    int[] taps = outer.taps();
    int r0 = a0 + taps[tap];
    int r1 = a0 + taps[tap + 1];
    int r2 = a0 + taps[tap + 2];
    int r3 = a0 + taps[tap + 3];
    int r4 = a0 + taps[tap + 4];
    int r5 = a0 + taps[tap + 5];
    int r6 = a0 + taps[tap + 6];
    int r7 = a0 + taps[tap + 7];
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    FloatVector c10 = FloatVector.fromArray(S, c, c0 + L);
    FloatVector c20 = FloatVector.fromArray(S, c, c0 + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, c0 + 3 * L);
    FloatVector c40 = FloatVector.fromArray(S, c, c0 + 4 * L);
    FloatVector c50 = FloatVector.fromArray(S, c, c0 + 5 * L);
    FloatVector c60 = FloatVector.fromArray(S, c, c0 + 6 * L);
    FloatVector c70 = FloatVector.fromArray(S, c, c0 + 7 * L);
    for (int p = from; p < to; p++) {
      int left = aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + left]);
      c00 = x0.fma(w0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + left]);
      c10 = x1.fma(w0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + left]);
      c20 = x2.fma(w0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + left]);
      c30 = x3.fma(w0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + left]);
      c40 = x4.fma(w0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + left]);
      c50 = x5.fma(w0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + left]);
      c60 = x6.fma(w0, c60);
      FloatVector x7 = FloatVector.broadcast(S, a[r7 + left]);
      c70 = x7.fma(w0, c70);
    }
    c00.intoArray(c, c0);
    c10.intoArray(c, c0 + L);
    c20.intoArray(c, c0 + 2 * L);
    c30.intoArray(c, c0 + 3 * L);
    c40.intoArray(c, c0 + 4 * L);
    c50.intoArray(c, c0 + 5 * L);
    c60.intoArray(c, c0 + 6 * L);
    c70.intoArray(c, c0 + 7 * L);
  }

  static void gathered1x1(
      Outer outer,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aAt = outer.aAt();
    int[] bAt = outer.bAt();
    int[] taps = outer.taps();
    int r0 = a0 + taps[tap];
    FloatVector c00 = FloatVector.fromArray(S, c, c0);
    for (int p = from; p < to; p++) {
      int left = aAt[p];
      int at = b0 + bAt[p];
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + left]);
      c00 = x0.fma(w0, c00);
    }
    c00.intoArray(c, c0);
  }
}

package backbench.vector.kernel.simd;

import backbench.vector.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies tiles of rows with packed panels, two vectors wide.
 *
 * <p>Each tile keeps its whole result in registers: 8 rows by 2 vectors are 16 accumulators, which
 * cover the latency of the two FMA units twice over (Goto and van de Geijn, "Anatomy of
 * high-performance matrix multiplication", 2008), 4 rows just so. Which heights fit is for {@link
 * Tiling} to say. The rows are written out because C2 keeps vectors in registers only as local
 * variables, and only across one level of loop: an array of vectors, or a second loop around this
 * one, would put each of them on the heap.
 */
final class ProductTiles {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int W = 2 * L;

  private ProductTiles() {}

  static void tile8x2(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector bias1 = FloatVector.fromArray(S, product.init(), i0 + L);
    FloatVector c00 = bias0;
    FloatVector c01 = bias1;
    FloatVector c10 = bias0;
    FloatVector c11 = bias1;
    FloatVector c20 = bias0;
    FloatVector c21 = bias1;
    FloatVector c30 = bias0;
    FloatVector c31 = bias1;
    FloatVector c40 = bias0;
    FloatVector c41 = bias1;
    FloatVector c50 = bias0;
    FloatVector c51 = bias1;
    FloatVector c60 = bias0;
    FloatVector c61 = bias1;
    FloatVector c70 = bias0;
    FloatVector c71 = bias1;
    int stride = product.aStride();
    int r0 = a0;
    int r1 = a0 + stride;
    int r2 = a0 + 2 * stride;
    int r3 = a0 + 3 * stride;
    int r4 = a0 + 4 * stride;
    int r5 = a0 + 5 * stride;
    int r6 = a0 + 6 * stride;
    int r7 = a0 + 7 * stride;
    int depth = taps.length;
    for (int k = 0; k < depth; k++) {
      int tap = taps[k];
      int at = b0 + k * W;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + tap]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + tap]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + tap]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + tap]);
      c40 = x4.fma(w0, c40);
      c41 = x4.fma(w1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + tap]);
      c50 = x5.fma(w0, c50);
      c51 = x5.fma(w1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + tap]);
      c60 = x6.fma(w0, c60);
      c61 = x6.fma(w1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[r7 + tap]);
      c70 = x7.fma(w0, c70);
      c71 = x7.fma(w1, c71);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c01.max(floor).intoArray(c, c0 + L);
    c10.max(floor).intoArray(c, c0 + out);
    c11.max(floor).intoArray(c, c0 + out + L);
    c20.max(floor).intoArray(c, c0 + 2 * out);
    c21.max(floor).intoArray(c, c0 + 2 * out + L);
    c30.max(floor).intoArray(c, c0 + 3 * out);
    c31.max(floor).intoArray(c, c0 + 3 * out + L);
    c40.max(floor).intoArray(c, c0 + 4 * out);
    c41.max(floor).intoArray(c, c0 + 4 * out + L);
    c50.max(floor).intoArray(c, c0 + 5 * out);
    c51.max(floor).intoArray(c, c0 + 5 * out + L);
    c60.max(floor).intoArray(c, c0 + 6 * out);
    c61.max(floor).intoArray(c, c0 + 6 * out + L);
    c70.max(floor).intoArray(c, c0 + 7 * out);
    c71.max(floor).intoArray(c, c0 + 7 * out + L);
  }

  static void tile7x2(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector bias1 = FloatVector.fromArray(S, product.init(), i0 + L);
    FloatVector c00 = bias0;
    FloatVector c01 = bias1;
    FloatVector c10 = bias0;
    FloatVector c11 = bias1;
    FloatVector c20 = bias0;
    FloatVector c21 = bias1;
    FloatVector c30 = bias0;
    FloatVector c31 = bias1;
    FloatVector c40 = bias0;
    FloatVector c41 = bias1;
    FloatVector c50 = bias0;
    FloatVector c51 = bias1;
    FloatVector c60 = bias0;
    FloatVector c61 = bias1;
    int stride = product.aStride();
    int r0 = a0;
    int r1 = a0 + stride;
    int r2 = a0 + 2 * stride;
    int r3 = a0 + 3 * stride;
    int r4 = a0 + 4 * stride;
    int r5 = a0 + 5 * stride;
    int r6 = a0 + 6 * stride;
    int depth = taps.length;
    for (int k = 0; k < depth; k++) {
      int tap = taps[k];
      int at = b0 + k * W;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + tap]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + tap]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + tap]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + tap]);
      c40 = x4.fma(w0, c40);
      c41 = x4.fma(w1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + tap]);
      c50 = x5.fma(w0, c50);
      c51 = x5.fma(w1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + tap]);
      c60 = x6.fma(w0, c60);
      c61 = x6.fma(w1, c61);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c01.max(floor).intoArray(c, c0 + L);
    c10.max(floor).intoArray(c, c0 + out);
    c11.max(floor).intoArray(c, c0 + out + L);
    c20.max(floor).intoArray(c, c0 + 2 * out);
    c21.max(floor).intoArray(c, c0 + 2 * out + L);
    c30.max(floor).intoArray(c, c0 + 3 * out);
    c31.max(floor).intoArray(c, c0 + 3 * out + L);
    c40.max(floor).intoArray(c, c0 + 4 * out);
    c41.max(floor).intoArray(c, c0 + 4 * out + L);
    c50.max(floor).intoArray(c, c0 + 5 * out);
    c51.max(floor).intoArray(c, c0 + 5 * out + L);
    c60.max(floor).intoArray(c, c0 + 6 * out);
    c61.max(floor).intoArray(c, c0 + 6 * out + L);
  }

  static void tile4x2(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector bias1 = FloatVector.fromArray(S, product.init(), i0 + L);
    FloatVector c00 = bias0;
    FloatVector c01 = bias1;
    FloatVector c10 = bias0;
    FloatVector c11 = bias1;
    FloatVector c20 = bias0;
    FloatVector c21 = bias1;
    FloatVector c30 = bias0;
    FloatVector c31 = bias1;
    int stride = product.aStride();
    int r0 = a0;
    int r1 = a0 + stride;
    int r2 = a0 + 2 * stride;
    int r3 = a0 + 3 * stride;
    int depth = taps.length;
    for (int k = 0; k < depth; k++) {
      int tap = taps[k];
      int at = b0 + k * W;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + tap]);
      c10 = x1.fma(w0, c10);
      c11 = x1.fma(w1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + tap]);
      c20 = x2.fma(w0, c20);
      c21 = x2.fma(w1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + tap]);
      c30 = x3.fma(w0, c30);
      c31 = x3.fma(w1, c31);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c01.max(floor).intoArray(c, c0 + L);
    c10.max(floor).intoArray(c, c0 + out);
    c11.max(floor).intoArray(c, c0 + out + L);
    c20.max(floor).intoArray(c, c0 + 2 * out);
    c21.max(floor).intoArray(c, c0 + 2 * out + L);
    c30.max(floor).intoArray(c, c0 + 3 * out);
    c31.max(floor).intoArray(c, c0 + 3 * out + L);
  }

  static void tile1x2(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector bias1 = FloatVector.fromArray(S, product.init(), i0 + L);
    FloatVector c00 = bias0;
    FloatVector c01 = bias1;
    int stride = product.aStride();
    int r0 = a0;
    int depth = taps.length;
    for (int k = 0; k < depth; k++) {
      int tap = taps[k];
      int at = b0 + k * W;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector w1 = FloatVector.fromArray(S, b, at + L);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      c01 = x0.fma(w1, c01);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c01.max(floor).intoArray(c, c0 + L);
  }
}

package backbench.vector.kernel.simd;

import backbench.vector.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiplies tiles of rows with packed panels, one vector wide; see {@link ProductTiles}. */
final class NarrowProductTiles {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private NarrowProductTiles() {}

  static void tile8x1(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector c00 = bias0;
    FloatVector c10 = bias0;
    FloatVector c20 = bias0;
    FloatVector c30 = bias0;
    FloatVector c40 = bias0;
    FloatVector c50 = bias0;
    FloatVector c60 = bias0;
    FloatVector c70 = bias0;
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
      int at = b0 + k * L;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + tap]);
      c10 = x1.fma(w0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + tap]);
      c20 = x2.fma(w0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + tap]);
      c30 = x3.fma(w0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + tap]);
      c40 = x4.fma(w0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + tap]);
      c50 = x5.fma(w0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + tap]);
      c60 = x6.fma(w0, c60);
      FloatVector x7 = FloatVector.broadcast(S, a[r7 + tap]);
      c70 = x7.fma(w0, c70);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c10.max(floor).intoArray(c, c0 + out);
    c20.max(floor).intoArray(c, c0 + 2 * out);
    c30.max(floor).intoArray(c, c0 + 3 * out);
    c40.max(floor).intoArray(c, c0 + 4 * out);
    c50.max(floor).intoArray(c, c0 + 5 * out);
    c60.max(floor).intoArray(c, c0 + 6 * out);
    c70.max(floor).intoArray(c, c0 + 7 * out);
  }

  static void tile7x1(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector c00 = bias0;
    FloatVector c10 = bias0;
    FloatVector c20 = bias0;
    FloatVector c30 = bias0;
    FloatVector c40 = bias0;
    FloatVector c50 = bias0;
    FloatVector c60 = bias0;
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
      int at = b0 + k * L;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[r1 + tap]);
      c10 = x1.fma(w0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[r2 + tap]);
      c20 = x2.fma(w0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[r3 + tap]);
      c30 = x3.fma(w0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[r4 + tap]);
      c40 = x4.fma(w0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[r5 + tap]);
      c50 = x5.fma(w0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[r6 + tap]);
      c60 = x6.fma(w0, c60);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
    c10.max(floor).intoArray(c, c0 + out);
    c20.max(floor).intoArray(c, c0 + 2 * out);
    c30.max(floor).intoArray(c, c0 + 3 * out);
    c40.max(floor).intoArray(c, c0 + 4 * out);
    c50.max(floor).intoArray(c, c0 + 5 * out);
    c60.max(floor).intoArray(c, c0 + 6 * out);
  }

  static void tile1x1(Product product, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int[] taps = product.taps();
    float[] b = product.b();
    FloatVector bias0 = FloatVector.fromArray(S, product.init(), i0);
    FloatVector c00 = bias0;
    int stride = product.aStride();
    int r0 = a0;
    int depth = taps.length;
    for (int k = 0; k < depth; k++) {
      int tap = taps[k];
      int at = b0 + k * L;
      FloatVector w0 = FloatVector.fromArray(S, b, at);
      FloatVector x0 = FloatVector.broadcast(S, a[r0 + tap]);
      c00 = x0.fma(w0, c00);
    }
    int out = product.cStride();
    FloatVector floor = FloatVector.broadcast(S, product.floor());
    c00.max(floor).intoArray(c, c0);
  }
}

package backbench.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the inner loops with the JVM's preferred vectors.
 *
 * <p>Loaded only where the module {@code jdk.incubator.vector} is present; see {@link
 * KernelChoice}.
 */
final class SimdKernels implements Kernels {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  @Override
  public String name() {
    return "Vector API, " + S.vectorBitSize() + " bit";
  }

  @Override
  public int lanes() {
    return L;
  }

  @Override
  public void multiply(
      Product product, int rows, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    if (product.vectors() == 2) {
      switch (rows) {
        case 8 -> ProductTiles.tile8x2(product, a, a0, b0, i0, c, c0);
        case 7 -> {
          if (product.inQuads()) {
            QuadTiles.quad7x2(product, a, a0, b0, i0, c, c0);
          } else {
            ProductTiles.tile7x2(product, a, a0, b0, i0, c, c0);
          }
        }
        case 4 -> ProductTiles.tile4x2(product, a, a0, b0, i0, c, c0);
        case 1 -> ProductTiles.tile1x2(product, a, a0, b0, i0, c, c0);
        default -> throw new IllegalArgumentException("no full tile of " + rows + " rows");
      }
    } else {
      switch (rows) {
        case 8 -> NarrowProductTiles.tile8x1(product, a, a0, b0, i0, c, c0);
        case 7 -> {
          if (product.inQuads()) {
            QuadTiles.quad7x1(product, a, a0, b0, i0, c, c0);
          } else {
            NarrowProductTiles.tile7x1(product, a, a0, b0, i0, c, c0);
          }
        }
        case 1 -> NarrowProductTiles.tile1x1(product, a, a0, b0, i0, c, c0);
        default -> throw new IllegalArgumentException("no narrow tile of " + rows + " rows");
      }
    }
  }

  @Override
  public void addOuter(
      Outer outer,
      int rows,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    if (outer.vectors() == 2) {
      switch (rows) {
        case 14 -> OuterTiles.tile14x2(outer, from, to, a, a0, b, b0, c, c0);
        case 8 -> OuterTiles.tile8x2(outer, from, to, a, a0, b, b0, c, c0);
        case 4 -> OuterTiles.tile4x2(outer, from, to, a, a0, b, b0, c, c0);
        case 1 -> OuterTiles.tile1x2(outer, from, to, a, a0, b, b0, c, c0);
        default -> throw new IllegalArgumentException("no full tile of " + rows + " rows");
      }
    } else {
      switch (rows) {
        case 8 -> NarrowOuterTiles.tile8x1(outer, from, to, a, a0, b, b0, c, c0);
        case 1 -> NarrowOuterTiles.tile1x1(outer, from, to, a, a0, b, b0, c, c0);
        default -> throw new IllegalArgumentException("no narrow tile of " + rows + " rows");
      }
    }
  }

  @Override
  public void addOuterGathered(
      Outer outer,
      int rows,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    if (outer.vectors() == 2) {
      switch (rows) {
        case 8 -> NarrowOuterTiles.gathered8x2(outer, tap, from, to, a, a0, b, b0, c, c0);
        case 1 -> NarrowOuterTiles.gathered1x2(outer, tap, from, to, a, a0, b, b0, c, c0);
        default -> throw new IllegalArgumentException("no gathered tile of " + rows + " rows");
      }
    } else {
      switch (rows) {
        case 8 -> NarrowOuterTiles.gathered8x1(outer, tap, from, to, a, a0, b, b0, c, c0);
        case 1 -> NarrowOuterTiles.gathered1x1(outer, tap, from, to, a, a0, b, b0, c, c0);
        default -> throw new IllegalArgumentException("no gathered tile of " + rows + " rows");
      }
    }
  }

  @Override
  public void relu(float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(S, x, x0 + i).max(0f).intoArray(y, y0 + i);
    }
  }

  @Override
  public void reluGradient(float[] y, int y0, float[] dy, int dy0, float[] dx, int dx0, int count) {
    FloatVector zero = FloatVector.zero(S);
    for (int i = 0; i < count; i += L) {
      VectorMask<Float> passed = FloatVector.fromArray(S, y, y0 + i).compare(GT, 0f);
      zero.blend(FloatVector.fromArray(S, dy, dy0 + i), passed).intoArray(dx, dx0 + i);
    }
  }

  @Override
  public void addChannels(float[] x, int x0, int pixels, int pitch, float[] sums, int s0) {
    for (int c = 0; c < pitch; c += L) {
      addChannelVector(x, x0 + c, pixels, pitch, sums, s0 + c);
    }
  }

  private static void addChannelVector(
      float[] x, int x0, int pixels, int pitch, float[] sums, int s0) {
    FloatVector sum = FloatVector.fromArray(S, sums, s0);
    for (int p = 0; p < pixels; p++) {
      sum = sum.add(FloatVector.fromArray(S, x, x0 + p * pitch));
    }
    sum.intoArray(sums, s0);
  }

  @Override
  public void addSquares(
      float[] x, int x0, int pixels, int pitch, float[] mean, float[] sums, int s0) {
    for (int c = 0; c < pitch; c += L) {
      addSquareVector(x, x0 + c, pixels, pitch, mean, c, sums, s0 + c);
    }
  }

  private static void addSquareVector(
      float[] x, int x0, int pixels, int pitch, float[] mean, int m0, float[] sums, int s0) {
    FloatVector sum = FloatVector.fromArray(S, sums, s0);
    FloatVector centre = FloatVector.fromArray(S, mean, m0);
    for (int p = 0; p < pixels; p++) {
      FloatVector distance = FloatVector.fromArray(S, x, x0 + p * pitch).sub(centre);
      sum = distance.fma(distance, sum);
    }
    sum.intoArray(sums, s0);
  }

  @Override
  public void addProducts(
      float[] g,
      int g0,
      float[] x,
      int x0,
      int pixels,
      int pitch,
      float[] mean,
      float[] sums,
      int s0) {
    for (int c = 0; c < pitch; c += L) {
      addProductVector(g, g0 + c, x, x0 + c, pixels, pitch, mean, c, sums, s0 + c);
    }
  }

  private static void addProductVector(
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

  @Override
  public void affine(
      float[] x, int x0, float[] y, int y0, int pixels, int pitch, float[] scale, float[] shift) {
    for (int c = 0; c < pitch; c += L) {
      affineVector(x, x0 + c, y, y0 + c, pixels, pitch, scale, shift, c);
    }
  }

  private static void affineVector(
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

  @Override
  public void affineGradient(
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
      float[] d) {
    for (int c = 0; c < pitch; c += L) {
      affineGradientVector(g, g0 + c, x, x0 + c, dx, dx0 + c, pixels, pitch, a, b, d, c);
    }
  }

  private static void affineGradientVector(
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

  @Override
  public void maxPool2(float[] x, int x0, int xRow, float[] y, int y0, int pixels, int pitch) {
    for (int c = 0; c < pitch; c += L) {
      PoolingVectors.maximum(x, x0 + c, xRow, y, y0 + c, pixels, pitch);
    }
  }

  @Override
  public void maxPool2Gradient(
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
    for (int c = 0; c < pitch; c += L) {
      PoolingVectors.maximumGradient(
          x, x0 + c, xRow, y, y0 + c, dy, dy0 + c, dx, dx0 + c, dxRow, pixels, pitch);
    }
  }

  @Override
  public void maxInto(float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(S, y, y0 + i)
          .max(FloatVector.fromArray(S, x, x0 + i))
          .intoArray(y, y0 + i);
    }
  }

  @Override
  public void addScaled(float factor, float[] x, int x0, float[] y, int y0, int count) {
    FloatVector factors = FloatVector.broadcast(S, factor);
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(S, x, x0 + i)
          .fma(factors, FloatVector.fromArray(S, y, y0 + i))
          .intoArray(y, y0 + i);
    }
  }

  @Override
  public void scale(float factor, float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(S, x, x0 + i).mul(factor).intoArray(y, y0 + i);
    }
  }

  @Override
  public void multiplyElements(
      float[] x, int x0, float[] factors, int f0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(S, x, x0 + i)
          .mul(FloatVector.fromArray(S, factors, f0 + i))
          .intoArray(y, y0 + i);
    }
  }

  @Override
  public void sgd(float[] p, float[] g, int from, int count, float rate) {
    FloatVector back = FloatVector.broadcast(S, -rate);
    for (int i = from; i < from + count; i += L) {
      FloatVector.fromArray(S, g, i).fma(back, FloatVector.fromArray(S, p, i)).intoArray(p, i);
    }
  }

  @Override
  public void momentum(
      float[] p, float[] g, float[] v, int from, int count, float rate, float momentum) {
    FloatVector keep = FloatVector.broadcast(S, momentum);
    for (int i = from; i < from + count; i += L) {
      FloatVector step = FloatVector.fromArray(S, g, i).mul(-rate);
      FloatVector velocity = FloatVector.fromArray(S, v, i).fma(keep, step);
      velocity.intoArray(v, i);
      FloatVector.fromArray(S, p, i).add(velocity).intoArray(p, i);
    }
  }

  @Override
  public void adam(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdamFactors factors) {
    FloatVector keepMean = FloatVector.broadcast(S, factors.keepMean());
    FloatVector keepSquare = FloatVector.broadcast(S, factors.keepSquare());
    FloatVector back = FloatVector.broadcast(S, -factors.rate());
    float addMean = factors.addMean();
    float addSquare = factors.addSquare();
    float epsilon = factors.epsilon();
    for (int i = from; i < from + count; i += L) {
      FloatVector gradient = FloatVector.fromArray(S, g, i);
      FloatVector mean = FloatVector.fromArray(S, m, i).fma(keepMean, gradient.mul(addMean));
      FloatVector square =
          FloatVector.fromArray(S, v, i).fma(keepSquare, gradient.mul(gradient).mul(addSquare));
      mean.intoArray(m, i);
      square.intoArray(v, i);
      FloatVector scale = square.sqrt().add(epsilon);
      mean.div(scale).fma(back, FloatVector.fromArray(S, p, i)).intoArray(p, i);
    }
  }
}

package backbench.vector.kernel.simd;

import static jdk.incubator.vector.VectorOperators.GT;

import backbench.vector.kernel.AdaptiveFactors;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Neighbours;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Product;
import backbench.vector.kernel.SampledRow;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the inner loops with the JVM's preferred vectors.
 *
 * <p>Loaded only where the module {@code jdk.incubator.vector} is present; see {@code
 * KernelChoice}.
 */
public final class SimdKernels implements Kernels {

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
        case 4 -> NarrowOuterTiles.gathered4x2(outer, tap, from, to, a, a0, b, b0, c, c0);
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
      ChannelVectors.addValues(x, x0 + c, pixels, pitch, sums, s0 + c);
    }
  }

  @Override
  public void addSquares(
      float[] x, int x0, int pixels, int pitch, float[] mean, float[] sums, int s0) {
    for (int c = 0; c < pitch; c += L) {
      ChannelVectors.addSquares(x, x0 + c, pixels, pitch, mean, c, sums, s0 + c);
    }
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
      ChannelVectors.addProducts(g, g0 + c, x, x0 + c, pixels, pitch, mean, c, sums, s0 + c);
    }
  }

  @Override
  public void affine(
      float[] x, int x0, float[] y, int y0, int pixels, int pitch, float[] scale, float[] shift) {
    for (int c = 0; c < pitch; c += L) {
      ChannelVectors.affine(x, x0 + c, y, y0 + c, pixels, pitch, scale, shift, c);
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
      ChannelVectors.affineGradient(g, g0 + c, x, x0 + c, dx, dx0 + c, pixels, pitch, a, b, d, c);
    }
  }

  @Override
  public void maxPool2(float[] x, int x0, int xRow, float[] y, int y0, int pixels, int pitch) {
    for (int c = 0; c < pitch; c += L) {
      PoolingVectors.maximum2(x, x0 + c, xRow, y, y0 + c, pixels, pitch);
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
      PoolingVectors.maximum2Gradient(
          x, x0 + c, xRow, y, y0 + c, dy, dy0 + c, dx, dx0 + c, dxRow, pixels, pitch);
    }
  }

  @Override
  public void maximum(int[] taps, float[] x, int x0, float[] y, int y0, int pitch) {
    for (int c = 0; c < pitch; c += L) {
      PoolingVectors.maximum(taps, x, x0 + c, y, y0 + c);
    }
  }

  @Override
  public void maximumGradient(
      int[] xTaps,
      float[] x,
      int x0,
      float[] y,
      int y0,
      float[] dy,
      int dy0,
      int[] dxTaps,
      float[] dx,
      int dx0,
      int pitch) {
    for (int c = 0; c < pitch; c += L) {
      PoolingVectors.maximumGradient(xTaps, x, x0 + c, y, y0 + c, dy, dy0 + c, dxTaps, dx, dx0 + c);
    }
  }

  @Override
  public void drop(int key, int threshold, float kept, float[] y, int y0, int count) {
    DropoutVectors.drop(key, threshold, kept, y, y0, count);
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
  public void sumOfProducts(
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0,
      float[] d,
      int d0,
      float[] z,
      int z0,
      int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector second =
          FloatVector.fromArray(S, c, c0 + i).mul(FloatVector.fromArray(S, d, d0 + i));
      FloatVector.fromArray(S, a, a0 + i)
          .fma(FloatVector.fromArray(S, b, b0 + i), second)
          .intoArray(z, z0 + i);
    }
  }

  @Override
  public void inverseThreeQuarterPowers(float[] x, int x0, float[] y, int y0, int count) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = 0; i < count; i += L) {
      FloatVector root = FloatVector.fromArray(S, x, x0 + i).sqrt();
      one.div(root.mul(root.sqrt())).intoArray(y, y0 + i);
    }
  }

  @Override
  public void squares(float[] x, int x0, int pitch, float[] y, int y0, int yPitch, int pixels) {
    for (int c = 0; c < pitch; c += L) {
      NeighbourVectors.squares(x, x0 + c, pitch, y, y0 + c, yPitch, pixels);
    }
  }

  @Override
  public void quotients(
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
    for (int c = 0; c < pitch; c += L) {
      NeighbourVectors.quotients(
          a, a0 + c, b, b0 + c, divisor, d0 + c, pitch, y, y0 + c, yPitch, pixels);
    }
  }

  @Override
  public void addNeighbours(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    for (int c = 0; c < pitch; c += L) {
      if (neighbours.size() == 5) {
        NeighbourVectors.addFive(neighbours, x, x0 + c, y, y0 + c, pixels, pitch);
      } else {
        NeighbourVectors.add(neighbours, x, x0 + c, y, y0 + c, pixels, pitch);
      }
    }
  }

  @Override
  public void sample(
      SampledRow row, float[] x, int x0, int channels, float[] y, int y0, int yPitch) {
    for (int c = 0; c < channels; c += L) {
      SamplingVectors.sample(row, x, x0 + c, y, y0 + c, yPitch);
    }
  }

  @Override
  public void scatter(
      SampledRow row, float[] dy, int dy0, int dyPitch, int channels, float[] dx, int dx0) {
    for (int c = 0; c < channels; c += L) {
      SamplingVectors.scatter(row, dy, dy0 + c, dyPitch, dx, dx0 + c);
    }
  }

  @Override
  public void positionGradients(
      SampledRow row,
      float[] x,
      int x0,
      float[] dy,
      int dy0,
      int dyPitch,
      int channels,
      float[] sums) {
    for (int c = 0; c < channels; c += L) {
      SamplingVectors.positionGradients(row, x, x0 + c, dy, dy0 + c, dyPitch, sums, c, channels);
    }
  }

  @Override
  public void sgd(float[] p, float[] g, int from, int count, float rate) {
    UpdateVectors.sgd(p, g, from, count, rate);
  }

  @Override
  public void momentum(
      float[] p, float[] g, float[] v, int from, int count, float rate, float momentum) {
    UpdateVectors.momentum(p, g, v, from, count, rate, momentum);
  }

  @Override
  public void adapt(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdaptiveFactors factors) {
    UpdateVectors.adapt(p, g, m, v, from, count, factors);
  }
}

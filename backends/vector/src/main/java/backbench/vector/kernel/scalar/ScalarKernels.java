package backbench.vector.kernel.scalar;

import backbench.vector.kernel.AdaptiveFactors;
import backbench.vector.kernel.DropoutHash;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Neighbours;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Product;
import backbench.vector.kernel.SampledRow;

/**
 * Computes the inner loops in plain Java: the twin of {@code SimdKernels}.
 *
 * <p>Takes over where the Vector API is missing. The loops over lanes are written so that C2's
 * automatic vectorisation can have them.
 */
public final class ScalarKernels implements Kernels {

  /** What a 256-bit register holds: wide enough for C2, narrow enough not to waste padding. */
  private static final int USUAL_LANES = 8;

  private final int lanes;

  /** Makes kernels of the usual vector length. */
  public ScalarKernels() {
    this(USUAL_LANES);
  }

  /** Makes kernels that count a number of floats as a vector, as the twin of others. */
  public ScalarKernels(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public String name() {
    return "plain loops";
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void multiply(
      Product product, int rows, float[] a, int a0, int b0, int i0, float[] c, int c0) {
    int width = product.vectors() * lanes;
    for (int row = 0; row < rows; row++) {
      int at = a0 + row * product.aStride();
      int to = c0 + row * product.cStride();
      System.arraycopy(product.init(), i0, c, to, width);
      int[] taps = product.taps();
      for (int k = 0; k < taps.length; k++) {
        addScaled(a[at + taps[k]], product.b(), b0 + k * width, c, to, width);
      }
      for (int j = 0; j < width; j++) {
        c[to + j] = Math.max(c[to + j], product.floor());
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
    int width = outer.vectors() * lanes;
    for (int p = from; p < to; p++) {
      for (int row = 0; row < rows; row++) {
        float factor = a[a0 + outer.aAt()[p] + row];
        addScaled(factor, b, b0 + outer.bAt()[p], c, c0 + row * width, width);
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
    int width = outer.vectors() * lanes;
    for (int p = from; p < to; p++) {
      for (int row = 0; row < rows; row++) {
        float factor = a[a0 + outer.aAt()[p] + outer.taps()[tap + row]];
        addScaled(factor, b, b0 + outer.bAt()[p], c, c0 + row * width, width);
      }
    }
  }

  @Override
  public void relu(float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      y[y0 + i] = Math.max(x[x0 + i], 0f);
    }
  }

  @Override
  public void reluGradient(float[] y, int y0, float[] dy, int dy0, float[] dx, int dx0, int count) {
    for (int i = 0; i < count; i++) {
      dx[dx0 + i] = y[y0 + i] > 0 ? dy[dy0 + i] : 0;
    }
  }

  @Override
  public void addChannels(float[] x, int x0, int pixels, int pitch, float[] sums, int s0) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        sums[s0 + c] += x[x0 + p * pitch + c];
      }
    }
  }

  @Override
  public void addSquares(
      float[] x, int x0, int pixels, int pitch, float[] mean, float[] sums, int s0) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        float distance = x[x0 + p * pitch + c] - mean[c];
        sums[s0 + c] += distance * distance;
      }
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
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        sums[s0 + c] += g[g0 + p * pitch + c] * (x[x0 + p * pitch + c] - mean[c]);
      }
    }
  }

  @Override
  public void affine(
      float[] x, int x0, float[] y, int y0, int pixels, int pitch, float[] scale, float[] shift) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        y[y0 + p * pitch + c] = scale[c] * x[x0 + p * pitch + c] + shift[c];
      }
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
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        int at = p * pitch + c;
        dx[dx0 + at] = a[c] * g[g0 + at] + b[c] * x[x0 + at] + d[c];
      }
    }
  }

  @Override
  public void maxPool2(float[] x, int x0, int xRow, float[] y, int y0, int pixels, int pitch) {
    for (int p = 0; p < pixels; p++) {
      int at = x0 + 2 * p * pitch;
      for (int c = 0; c < pitch; c++, at++) {
        y[y0 + p * pitch + c] =
            Math.max(Math.max(x[at], x[at + pitch]), Math.max(x[at + xRow], x[at + xRow + pitch]));
      }
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
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        int at = x0 + 2 * p * pitch + c;
        int to = dx0 + 2 * p * pitch + c;
        float most = y[y0 + p * pitch + c];
        float gradient = dy[dy0 + p * pitch + c];
        boolean first = !(x[at] < most);
        boolean second = !first && !(x[at + pitch] < most);
        boolean third = !first && !second && !(x[at + xRow] < most);
        dx[to] = first ? gradient : 0;
        dx[to + pitch] = second ? gradient : 0;
        dx[to + dxRow] = third ? gradient : 0;
        dx[to + dxRow + pitch] = first || second || third ? 0 : gradient;
      }
    }
  }

  @Override
  public void maximum(int[] taps, float[] x, int x0, float[] y, int y0, int pitch) {
    System.arraycopy(x, x0 + taps[0], y, y0, pitch);
    for (int tap = 1; tap < taps.length; tap++) {
      for (int c = 0; c < pitch; c++) {
        y[y0 + c] = Math.max(y[y0 + c], x[x0 + taps[tap] + c]);
      }
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
    for (int c = 0; c < pitch; c++) {
      int tap = 0;
      // "Not below" rather than "equal": where the maximum is NaN, the first tap takes it.
      while (tap < xTaps.length && x[x0 + xTaps[tap] + c] < y[y0 + c]) {
        tap++;
      }
      if (tap < xTaps.length) {
        dx[dx0 + dxTaps[tap] + c] += dy[dy0 + c];
      }
    }
  }

  @Override
  public void drop(int key, int threshold, float kept, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      y[y0 + i] = DropoutHash.bits(key, i) < threshold ? 0 : kept;
    }
  }

  @Override
  public void addScaled(float factor, float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      y[y0 + i] += factor * x[x0 + i];
    }
  }

  @Override
  public void scale(float factor, float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      y[y0 + i] = factor * x[x0 + i];
    }
  }

  @Override
  public void multiplyElements(
      float[] x, int x0, float[] factors, int f0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      y[y0 + i] = x[x0 + i] * factors[f0 + i];
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
    for (int i = 0; i < count; i++) {
      z[z0 + i] = a[a0 + i] * b[b0 + i] + c[c0 + i] * d[d0 + i];
    }
  }

  @Override
  public void inverseThreeQuarterPowers(float[] x, int x0, float[] y, int y0, int count) {
    for (int i = 0; i < count; i++) {
      float root = (float) Math.sqrt(x[x0 + i]);
      y[y0 + i] = 1 / (root * (float) Math.sqrt(root));
    }
  }

  @Override
  public void squares(float[] x, int x0, int pitch, float[] y, int y0, int yPitch, int pixels) {
    NeighbourLoops.squares(x, x0, pitch, y, y0, yPitch, pixels);
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
    NeighbourLoops.quotients(a, a0, b, b0, divisor, d0, pitch, y, y0, yPitch, pixels);
  }

  @Override
  public void addNeighbours(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    NeighbourLoops.addNeighbours(neighbours, x, x0, y, y0, pixels, pitch);
  }

  @Override
  public void sample(
      SampledRow row, float[] x, int x0, int channels, float[] y, int y0, int yPitch) {
    SamplingLoops.sample(row, x, x0, channels, y, y0, yPitch);
  }

  @Override
  public void scatter(
      SampledRow row, float[] dy, int dy0, int dyPitch, int channels, float[] dx, int dx0) {
    SamplingLoops.scatter(row, dy, dy0, dyPitch, channels, dx, dx0);
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
    SamplingLoops.positionGradients(row, x, x0, dy, dy0, dyPitch, channels, sums);
  }

  @Override
  public void sgd(float[] p, float[] g, int from, int count, float rate) {
    UpdateLoops.sgd(p, g, from, count, rate);
  }

  @Override
  public void momentum(
      float[] p, float[] g, float[] v, int from, int count, float rate, float momentum) {
    UpdateLoops.momentum(p, g, v, from, count, rate, momentum);
  }

  @Override
  public void adapt(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdaptiveFactors factors) {
    UpdateLoops.adapt(p, g, m, v, from, count, factors);
  }
}

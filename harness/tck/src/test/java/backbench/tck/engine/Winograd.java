package backbench.tck.engine;

/**
 * Convolves with kernels of 3 × 3 in single precision by transforms of six points, F(4 × 4, 3 × 3)
 * (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016).
 */
final class Winograd {

  private static final int POINTS = 6;
  private static final int KERNEL = 3;
  private static final int TILE = 4;

  private static final float[][] DATA = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };

  private static final float[][] FILTER = {
    {1 / 4f, 0, 0},
    {-1 / 6f, -1 / 6f, -1 / 6f},
    {-1 / 6f, 1 / 6f, -1 / 6f},
    {1 / 24f, 1 / 12f, 1 / 6f},
    {1 / 24f, -1 / 12f, 1 / 6f},
    {0, 0, 1}
  };

  private static final float[][] OUTPUT = {
    {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
  };

  /** Describes images: channels, rows, columns. */
  record Size(int channels, int height, int width) {
    int all() {
      return channels * height * width;
    }

    private int at(int channel, int row, int column) {
      return (channel * height + row) * width + column;
    }
  }

  /** Finds a tap of the kernel between two channels. */
  interface Kernel {
    double tap(int output, int input, int row, int column);
  }

  private Winograd() {}

  /** Returns Σ kernel · image, the image being 0 outside. */
  static double[] convolve(
      double[] images, int samples, Size in, Size out, Kernel kernel, int top, int left) {
    float[][][] filters = filters(in, out, kernel);
    double[] output = new double[samples * out.all()];
    for (int n = 0; n < samples; n++) {
      for (int r = 0; r < out.height(); r += TILE) {
        for (int c = 0; c < out.width(); c += TILE) {
          float[][] data = new float[in.channels()][];
          for (int i = 0; i < in.channels(); i++) {
            data[i] = transformed(DATA, patch(images, n * in.all(), in, i, r - top, c - left), 6);
          }
          for (int o = 0; o < out.channels(); o++) {
            float[] sums = new float[POINTS * POINTS];
            for (int i = 0; i < in.channels(); i++) {
              for (int p = 0; p < sums.length; p++) {
                sums[p] += filters[o][i][p] * data[i][p];
              }
            }
            put(transformed(OUTPUT, sums, POINTS), output, n * out.all(), out, o, r, c);
          }
        }
      }
    }
    return output;
  }

  private static float[][][] filters(Size in, Size out, Kernel kernel) {
    float[][][] filters = new float[out.channels()][in.channels()][];
    for (int o = 0; o < out.channels(); o++) {
      for (int i = 0; i < in.channels(); i++) {
        float[] taps = new float[KERNEL * KERNEL];
        for (int t = 0; t < taps.length; t++) {
          taps[t] = (float) kernel.tap(o, i, t / KERNEL, t % KERNEL);
        }
        filters[o][i] = transformed(FILTER, taps, KERNEL);
      }
    }
    return filters;
  }

  private static float[] patch(double[] images, int from, Size in, int channel, int top, int left) {
    float[] patch = new float[POINTS * POINTS];
    for (int p = 0; p < patch.length; p++) {
      int r = top + p / POINTS;
      int c = left + p % POINTS;
      if (r >= 0 && r < in.height() && c >= 0 && c < in.width()) {
        patch[p] = (float) images[from + in.at(channel, r, c)];
      }
    }
    return patch;
  }

  private static void put(
      float[] tile, double[] output, int from, Size out, int channel, int top, int left) {
    for (int p = 0; p < tile.length; p++) {
      int r = top + p / TILE;
      int c = left + p % TILE;
      if (r < out.height() && c < out.width()) {
        output[from + out.at(channel, r, c)] = tile[p];
      }
    }
  }

  /** Returns m · square · m', for a square of so many rows. */
  private static float[] transformed(float[][] m, float[] square, int size) {
    float[] half = new float[m.length * size];
    for (int r = 0; r < m.length; r++) {
      for (int c = 0; c < size; c++) {
        for (int k = 0; k < size; k++) {
          half[r * size + c] += m[r][k] * square[k * size + c];
        }
      }
    }
    float[] whole = new float[m.length * m.length];
    for (int r = 0; r < m.length; r++) {
      for (int c = 0; c < m.length; c++) {
        for (int k = 0; k < size; k++) {
          whole[r * m.length + c] += half[r * size + k] * m[c][k];
        }
      }
    }
    return whole;
  }
}

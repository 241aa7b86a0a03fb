package backbench.vector.kernel.scalar;

import backbench.vector.kernel.SampledRow;
import java.util.Arrays;

/** Samples a row of points in plain loops: the twin of {@code SamplingVectors}. */
final class SamplingLoops {

  private SamplingLoops() {}

  static void sample(
      SampledRow row, float[] x, int x0, int channels, float[] y, int y0, int yPitch) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    for (int p = 0; p < row.width(); p++) {
      float right = row.right()[p];
      float down = row.down()[p];
      float topLeft = (1 - down) * (1 - right);
      float topRight = (1 - down) * right;
      float bottomLeft = down * (1 - right);
      float bottomRight = down * right;
      int at = x0 + row.at()[p];
      for (int c = 0; c < channels; c++, at++) {
        y[y0 + p * yPitch + c] =
            topLeft * x[at]
                + topRight * x[at + pixel]
                + bottomLeft * x[at + line]
                + bottomRight * x[at + line + pixel];
      }
    }
  }

  static void scatter(
      SampledRow row, float[] dy, int dy0, int dyPitch, int channels, float[] dx, int dx0) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    for (int p = 0; p < row.width(); p++) {
      float right = row.right()[p];
      float down = row.down()[p];
      int at = dx0 + row.at()[p];
      for (int c = 0; c < channels; c++, at++) {
        float gradient = dy[dy0 + p * dyPitch + c];
        dx[at] += (1 - down) * (1 - right) * gradient;
        dx[at + pixel] += (1 - down) * right * gradient;
        dx[at + line] += down * (1 - right) * gradient;
        dx[at + line + pixel] += down * right * gradient;
      }
    }
  }

  static void positionGradients(
      SampledRow row,
      float[] x,
      int x0,
      float[] dy,
      int dy0,
      int dyPitch,
      int channels,
      float[] sums) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    Arrays.fill(sums, 0, 4 * channels, 0);
    for (int p = 0; p < row.width(); p++) {
      float right = row.right()[p];
      float down = row.down()[p];
      float gridX = row.x()[p];
      int at = x0 + row.at()[p];
      for (int c = 0; c < channels; c++, at++) {
        float gradient = dy[dy0 + p * dyPitch + c];
        float topLeft = x[at];
        float topRight = x[at + pixel];
        float bottomLeft = x[at + line];
        float bottomRight = x[at + line + pixel];
        float byColumn =
            gradient * ((1 - down) * (topRight - topLeft) + down * (bottomRight - bottomLeft));
        float byRow =
            gradient * ((1 - right) * (bottomLeft - topLeft) + right * (bottomRight - topRight));
        sums[c] += byColumn;
        sums[channels + c] += byColumn * gridX;
        sums[2 * channels + c] += byRow;
        sums[3 * channels + c] += byRow * gridX;
      }
    }
  }
}

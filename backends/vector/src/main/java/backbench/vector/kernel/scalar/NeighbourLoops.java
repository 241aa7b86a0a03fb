package backbench.vector.kernel.scalar;

import backbench.vector.kernel.Neighbours;

/** Normalises channels by their neighbours in plain loops: the twin of {@code NeighbourVectors}. */
final class NeighbourLoops {

  private NeighbourLoops() {}

  static void squares(float[] x, int x0, int pitch, float[] y, int y0, int yPitch, int pixels) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        float value = x[x0 + p * pitch + c];
        y[y0 + p * yPitch + c] = value * value;
      }
    }
  }

  static void quotients(
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
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        int at = p * pitch + c;
        y[y0 + p * yPitch + c] = a[a0 + at] * b[b0 + at] / divisor[d0 + at];
      }
    }
  }

  static void addNeighbours(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch) {
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < pitch; c++) {
        int from = x0 + p * neighbours.xPitch() + c;
        float sum = 0;
        for (int i = 0; i < neighbours.size(); i++) {
          sum += x[from + i];
        }
        y[y0 + p * pitch + c] = neighbours.init() + neighbours.factor() * sum;
      }
    }
  }
}

package backbench.oracle.layer;

import backbench.graph.Shape;
import backbench.graph.Window;

/** Walks over the windows of a pool, clipped to the image: padding is in no window. */
abstract class PoolingLayer implements OracleLayer {

  private final Window window;
  private final Window.Placement placement;
  private final Shape in;
  private final Shape out;

  PoolingLayer(Window window, Shape in, Shape out) {
    this.window = window;
    this.placement = window.on(in);
    this.in = in;
    this.out = out;
  }

  /** Receives one window: rows [top, bottom) and columns [left, right) of a plane. */
  interface WindowVisitor {
    void visit(int output, int plane, int top, int bottom, int left, int right);
  }

  final Shape in() {
    return in;
  }

  final Shape out() {
    return out;
  }

  final void forEachWindow(int samples, WindowVisitor visitor) {
    int output = 0;
    for (int p = 0; p < samples * in.channels(); p++) {
      int plane = p * in.height() * in.width();
      for (int r = 0; r < out.height(); r++) {
        int top = r * window.strideHeight() - placement.top();
        int bottom = Math.min(top + window.kernelHeight(), in.height());
        for (int c = 0; c < out.width(); c++) {
          int left = c * window.strideWidth() - placement.left();
          int right = Math.min(left + window.kernelWidth(), in.width());
          visitor.visit(output, plane, Math.max(top, 0), bottom, Math.max(left, 0), right);
          output++;
        }
      }
    }
  }
}

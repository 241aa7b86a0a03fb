package backbench.vector.layer;

import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.memory.Layout;

/** Visits the pixels under each place of a window, padding left out. */
final class WindowWalk {

  /** Is called for each pixel under each place of the window. */
  interface Visitor {
    /**
     * Visits a pixel.
     *
     * @param row of the output
     * @param column of the output
     * @param place counts the pixels of this window, from 0
     * @param tapRow of the input
     * @param tapColumn of the input
     */
    void visit(int row, int column, int place, int tapRow, int tapColumn);
  }

  private WindowWalk() {}

  /** Visits all places of the window in row-major order, and its pixels likewise. */
  static void walk(Window window, Placement placement, Layout input, Visitor visitor) {
    for (int row = 0; row < placement.outHeight(); row++) {
      int top = row * window.strideHeight() - placement.top();
      int bottom = Math.min(top + window.kernelHeight(), input.height());
      for (int column = 0; column < placement.outWidth(); column++) {
        int left = column * window.strideWidth() - placement.left();
        int right = Math.min(left + window.kernelWidth(), input.width());
        int place = 0;
        for (int y = Math.max(top, 0); y < bottom; y++) {
          for (int x = Math.max(left, 0); x < right; x++) {
            visitor.visit(row, column, place++, y, x);
          }
        }
      }
    }
  }

  /** Counts the pixels of the input under one place of the window. */
  static int count(Window window, Placement placement, Layout input, int row, int column) {
    int top = row * window.strideHeight() - placement.top();
    int left = column * window.strideWidth() - placement.left();
    int rows = Math.min(top + window.kernelHeight(), input.height()) - Math.max(top, 0);
    int columns = Math.min(left + window.kernelWidth(), input.width()) - Math.max(left, 0);
    return rows * columns;
  }
}

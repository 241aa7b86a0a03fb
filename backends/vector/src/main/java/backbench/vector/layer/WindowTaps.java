package backbench.vector.layer;

import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.memory.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the pixels of the image under each place of a window, relative to the window's first pixel.
 *
 * <p>Places that the border cuts alike share a list, so there are only a few.
 */
final class WindowTaps {

  /** The rows and columns of a window that lie in the image. */
  private record Cut(int fromRow, int toRow, int fromColumn, int toColumn) {}

  private final Window window;
  private final Placement placement;
  private final Layout layout;
  private final List<int[]> places = new ArrayList<>();

  /**
   * Lists the pixels of all places.
   *
   * @param layout of the image, or of its gradient
   */
  WindowTaps(Window window, Placement placement, Layout layout) {
    this.window = window;
    this.placement = placement;
    this.layout = layout;
    Map<Cut, int[]> lists = new HashMap<>();
    for (int row = 0; row < placement.outHeight(); row++) {
      for (int column = 0; column < placement.outWidth(); column++) {
        places.add(lists.computeIfAbsent(cut(row, column), this::list));
      }
    }
  }

  private int top(int row) {
    return row * window.strideHeight() - placement.top();
  }

  private int left(int column) {
    return column * window.strideWidth() - placement.left();
  }

  private Cut cut(int row, int column) {
    int top = top(row);
    int left = left(column);
    return new Cut(
        Math.max(-top, 0),
        Math.min(window.kernelHeight(), layout.height() - top),
        Math.max(-left, 0),
        Math.min(window.kernelWidth(), layout.width() - left));
  }

  private int[] list(Cut cut) {
    int[] taps = new int[(cut.toRow - cut.fromRow) * (cut.toColumn - cut.fromColumn)];
    int tap = 0;
    for (int row = cut.fromRow; row < cut.toRow; row++) {
      for (int column = cut.fromColumn; column < cut.toColumn; column++) {
        taps[tap++] = layout.at(row, column);
      }
    }
    return taps;
  }

  /** Returns where a place's first pixel lies, relative to the sample; it may be outside. */
  int first(int row, int column) {
    return layout.at(top(row), left(column));
  }

  /** Returns the pixels of a place that lie in the image, in row-major order. */
  int[] at(int row, int column) {
    return places.get(row * placement.outWidth() + column);
  }
}

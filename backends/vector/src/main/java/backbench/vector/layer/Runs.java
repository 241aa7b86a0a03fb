package backbench.vector.layer;

import backbench.vector.memory.Layout;

/** Walks over two layouts of one image in runs of pixels that lie side by side in both. */
final class Runs {

  /** Is called for each run. */
  interface Visitor {
    /**
     * Visits a run.
     *
     * @param first where it starts in the first layout, relative to the sample
     * @param second where it starts in the second layout, relative to the sample
     */
    void visit(int first, int second);
  }

  private final Layout first;
  private final Layout second;
  private final int pixels;

  Runs(Layout first, Layout second) {
    this.first = first;
    this.second = second;
    this.pixels = first.runWith(second);
  }

  /** Returns the pixels of a run. */
  int pixels() {
    return pixels;
  }

  /** Returns the floats of a run. */
  int floats() {
    return pixels * first.pitch();
  }

  /** Visits all runs of a sample. */
  void visit(Visitor visitor) {
    int lines = first.pixels() / pixels;
    for (int line = 0; line < lines; line++) {
      visitor.visit(line * first.rowPitch(), line * second.rowPitch());
    }
  }
}

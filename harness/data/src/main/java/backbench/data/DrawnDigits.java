package backbench.data;

import backbench.graph.Shape;
import backbench.random.PinnedRandom;

/** Draws sets of digits. */
final class DrawnDigits {

  static final int CLASSES = 10;
  static final Shape SHAPE = Shape.image(1, DigitCanvas.SIDE, DigitCanvas.SIDE);

  private DrawnDigits() {}

  /**
   * Draws the first images of a named set.
   *
   * <p>Image i has a random stream of its own, so it is the same in a set of any size. Classes take
   * turns in blocks of ten, each block in an order of its own: a set is balanced to within one.
   */
  static Samples draw(long seed, String set, int count) {
    int pixelsEach = SHAPE.size();
    byte[] pixels = new byte[Math.multiplyExact(count, pixelsEach)];
    byte[] labels = new byte[count];
    DigitCanvas canvas = new DigitCanvas();
    int[] block = new int[CLASSES];
    for (int i = 0; i < count; i++) {
      if (i % CLASSES == 0) {
        for (int c = 0; c < CLASSES; c++) {
          block[c] = c;
        }
        PinnedRandom.stream(seed, "digits/" + set + "/classes", i / CLASSES).shuffle(block);
      }
      labels[i] = (byte) block[i % CLASSES];
      canvas.draw(labels[i], PinnedRandom.stream(seed, "digits/" + set, i), pixels, i * pixelsEach);
    }
    return new Samples(SHAPE, CLASSES, pixels, labels);
  }
}

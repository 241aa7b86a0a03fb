package backbench.data.reader;

import backbench.data.Samples;
import backbench.data.drawing.Drawing;
import backbench.data.drawing.Painter;
import backbench.random.PinnedRandom;

/** Draws sets of images. */
final class DrawnSamples {

  private DrawnSamples() {}

  /**
   * Draws the first images of a named set.
   *
   * <p>Image i has a random stream of its own, so it is the same in a set of any size. Classes take
   * turns in blocks that hold each once, every block in an order of its own: a set is balanced to
   * within one.
   */
  static Samples draw(Drawing drawing, long seed, String set, int count) {
    int pixelsEach = drawing.shape().size();
    byte[] pixels = new byte[Math.multiplyExact(count, pixelsEach)];
    byte[] labels = new byte[count];
    Painter painter = drawing.painter();
    String stream = drawing.key() + "/" + set;
    int[] block = new int[drawing.classes()];
    for (int i = 0; i < count; i++) {
      if (i % block.length == 0) {
        for (int c = 0; c < block.length; c++) {
          block[c] = c;
        }
        PinnedRandom.stream(seed, stream + "/classes", i / block.length).shuffle(block);
      }
      int label = block[i % block.length];
      labels[i] = (byte) label;
      painter.paint(label, PinnedRandom.stream(seed, stream, i), pixels, i * pixelsEach);
    }
    return new Samples(drawing.shape(), drawing.classes(), pixels, labels);
  }
}

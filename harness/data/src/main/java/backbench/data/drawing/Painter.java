package backbench.data.drawing;

import backbench.random.PinnedRandom;

/**
 * Paints images of the classes of one {@link Drawing}, one at a time.
 *
 * <p>With IEEE arithmetic and {@link StrictMath} alone: the same bits everywhere. Reused from image
 * to image; not thread-safe.
 */
public interface Painter {

  /**
   * Paints an image.
   *
   * @param label its class
   * @param random where all that is left to chance comes from
   * @param into receives the pixels, channel by channel and row by row, from {@code offset}
   */
  void paint(int label, PinnedRandom random, byte[] into, int offset);
}

package backbench.data.drawing;

import backbench.random.PinnedRandom;
import java.util.Arrays;

/**
 * Paints {@link Drawing#CLUTTERED_DIGITS}: a digit of the size of {@link Drawing#DIGITS} anywhere
 * on a larger canvas, among pieces of digits of other classes, as in Cluttered MNIST (Mnih et al.,
 * "Recurrent Models of Visual Attention", 2014).
 */
final class ClutteredDigits implements Painter {

  static final int SIDE = 60;

  private static final int CLASSES = 10;
  private static final int LEAST_PIECES = 5;
  private static final int MOST_PIECES = 8;
  private static final int PIECE = 9;

  /** Where a piece is cut out: never from the rim of a digit's canvas, which is mostly empty. */
  private static final int RIM = 5;

  private final DigitCanvas canvas = new DigitCanvas(PlainDigits.SIDE);
  private final float[] ink = new float[SIDE * SIDE];

  @Override
  public void paint(int label, PinnedRandom random, byte[] into, int offset) {
    Arrays.fill(ink, 0);
    int pieces = LEAST_PIECES + random.nextInt(MOST_PIECES - LEAST_PIECES + 1);
    for (int piece = 0; piece < pieces; piece++) {
      int other = (label + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
      canvas.write(other, random);
      int room = PlainDigits.SIDE - 2 * RIM - PIECE;
      paste(RIM + random.nextInt(room + 1), RIM + random.nextInt(room + 1), PIECE, random);
    }
    canvas.write(label, random);
    paste(0, 0, PlainDigits.SIDE, random);
    Grain.develop(ink, random, into, offset);
  }

  /** Puts a square of the canvas somewhere on the image. */
  private void paste(int fromColumn, int fromRow, int size, PinnedRandom random) {
    int toColumn = random.nextInt(SIDE - size + 1);
    int toRow = random.nextInt(SIDE - size + 1);
    float[] source = canvas.ink();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int at = (toRow + row) * SIDE + toColumn + column;
        ink[at] =
            Math.max(ink[at], source[(fromRow + row) * PlainDigits.SIDE + fromColumn + column]);
      }
    }
  }
}

package backbench.data.drawing;

import backbench.random.PinnedRandom;

/** Paints {@link Drawing#DIGITS}. */
final class PlainDigits implements Painter {

  static final int SIDE = 28;

  private final DigitCanvas canvas = new DigitCanvas(SIDE);

  @Override
  public void paint(int label, PinnedRandom random, byte[] into, int offset) {
    canvas.write(label, random);
    canvas.stray(random);
    Grain.develop(canvas.ink(), random, into, offset);
  }
}

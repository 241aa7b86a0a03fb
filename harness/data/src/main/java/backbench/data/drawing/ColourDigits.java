package backbench.data.drawing;

import backbench.random.PinnedRandom;

/**
 * Paints {@link Drawing#COLOUR_DIGITS}: a digit, in a colour that is brighter or darker than the
 * ground, on a ground of uneven colour with up to three discs of other colours under it.
 */
final class ColourDigits implements Painter {

  static final int SIDE = 32;

  private static final int MOST_DISCS = 3;
  private static final double LEAST_DISC_PIXELS = 2;
  private static final double MOST_DISC_PIXELS = 6;
  private static final double LEAST_COVER = 0.3;
  private static final double MOST_COVER = 0.7;
  private static final double DARKENING = 0.5;

  private final DigitCanvas canvas = new DigitCanvas(SIDE);
  private final Light light = new Light(SIDE);

  @Override
  public void paint(int label, PinnedRandom random, byte[] into, int offset) {
    float[] ground = light.background(random);
    int discs = random.nextInt(MOST_DISCS + 1);
    for (int disc = 0; disc < discs; disc++) {
      disc(random);
    }
    canvas.write(label, random);
    canvas.stray(random);
    float[] colour = Light.contrasting(ground, random);
    float[] ink = canvas.ink();
    for (int at = 0; at < ink.length; at++) {
      if (ink[at] > 0) {
        light.cover(at / SIDE, at % SIDE, ink[at], colour[0], colour[1], colour[2]);
      }
    }
    light.shade(DARKENING, random);
    Grain.develop(light.values(), random, into, offset);
  }

  private void disc(PinnedRandom random) {
    float x = (float) random.nextDouble(0, SIDE);
    float y = (float) random.nextDouble(0, SIDE);
    float radius = (float) random.nextDouble(LEAST_DISC_PIXELS, MOST_DISC_PIXELS);
    float share = (float) random.nextDouble(LEAST_COVER, MOST_COVER);
    float red = (float) random.nextDouble();
    float green = (float) random.nextDouble();
    float blue = (float) random.nextDouble();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        float dx = column + 0.5f - x;
        float dy = row + 0.5f - y;
        float inside = radius - (float) Math.sqrt(dx * dx + dy * dy);
        float covered = Math.max(0, Math.min(inside + 0.5f, 1));
        if (covered > 0) {
          light.cover(row, column, covered * share, red, green, blue);
        }
      }
    }
  }
}

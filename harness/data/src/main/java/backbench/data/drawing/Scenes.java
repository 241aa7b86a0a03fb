package backbench.data.drawing;

import backbench.random.PinnedRandom;

/**
 * Paints {@link Drawing#SCENES}: a large object, of an outline and with a texture that together are
 * the class, before an uneven background with a few small plain objects, lit from one side.
 *
 * <p>Where the object is, how large, wide and turned, all colours, the size and the direction of
 * the pattern, the light and the noise are left to chance.
 */
final class Scenes implements Painter {

  static final int SIDE = 227;
  static final int CLASSES = Outline.values().length * Texture.values().length;

  private static final Outline[] OUTLINES = Outline.values();
  private static final Texture[] TEXTURES = Texture.values();

  private static final double LEAST_RADIUS_PIXELS = 48;
  private static final double MOST_RADIUS_PIXELS = 100;

  /** How close to the edge of the image the centre comes, in radii: a part may be cut off. */
  private static final double LEAST_TO_EDGE = 0.85;

  private static final double LEAST_ASPECT = 0.8;
  private static final double MOST_ASPECT = 1.25;
  private static final double LEAST_PERIOD_PIXELS = 14;
  private static final double MOST_PERIOD_PIXELS = 26;
  private static final int MOST_SMALL_OBJECTS = 4;
  private static final double LEAST_SMALL_PIXELS = 8;
  private static final double MOST_SMALL_PIXELS = 24;
  private static final double SOFTEST_EDGE_PIXELS = 3;
  private static final double DARKENING = 0.6;

  /** How much of its radius an object reaches beyond 1, at the corners of a square. */
  static final float REACH = 1.2f;

  private final Light light = new Light(SIDE);
  private final SmoothField blotches = Texture.field();

  @Override
  public void paint(int label, PinnedRandom random, byte[] into, int offset) {
    float[] ground = light.background(random);
    int small = random.nextInt(MOST_SMALL_OBJECTS + 1);
    for (int i = 0; i < small; i++) {
      Outline outline = OUTLINES[random.nextInt(OUTLINES.length)];
      double radius = random.nextDouble(LEAST_SMALL_PIXELS, MOST_SMALL_PIXELS);
      object(outline, Texture.PLAIN, radius, Light.contrasting(ground, random), random);
    }
    Outline outline = OUTLINES[label / TEXTURES.length];
    Texture texture = TEXTURES[label % TEXTURES.length];
    double radius = random.nextDouble(LEAST_RADIUS_PIXELS, MOST_RADIUS_PIXELS);
    if (texture == Texture.BLOTCHES) {
      Texture.scatter(blotches, random);
    }
    object(outline, texture, radius, Light.contrasting(ground, random), random);
    light.shade(DARKENING, random);
    Grain.develop(light.values(), random, into, offset);
  }

  private void object(
      Outline outline, Texture texture, double radius, float[] first, PinnedRandom random) {
    float[] second = Light.contrasting(first, random);
    float centreX =
        (float) random.nextDouble(LEAST_TO_EDGE * radius, SIDE - LEAST_TO_EDGE * radius);
    float centreY =
        (float) random.nextDouble(LEAST_TO_EDGE * radius, SIDE - LEAST_TO_EDGE * radius);
    double turn = random.nextDouble(0, 2 * Math.PI);
    float cos = (float) StrictMath.cos(turn);
    float sin = (float) StrictMath.sin(turn);
    float width = (float) radius;
    float height = (float) (radius * random.nextDouble(LEAST_ASPECT, MOST_ASPECT));
    float period = (float) random.nextDouble(LEAST_PERIOD_PIXELS, MOST_PERIOD_PIXELS);
    double along = random.nextDouble(0, 2 * Math.PI);
    float cosAlong = (float) StrictMath.cos(along);
    float sinAlong = (float) StrictMath.sin(along);
    float perSoftness = (float) (radius / random.nextDouble(1, SOFTEST_EDGE_PIXELS));

    float reach = REACH * Math.max(width, height);
    int left = Math.max(0, (int) (centreX - reach));
    int right = Math.min(SIDE - 1, (int) (centreX + reach));
    int top = Math.max(0, (int) (centreY - reach));
    int bottom = Math.min(SIDE - 1, (int) (centreY + reach));
    for (int row = top; row <= bottom; row++) {
      float dy = row + 0.5f - centreY;
      for (int column = left; column <= right; column++) {
        float dx = column + 0.5f - centreX;
        float depth = outline.depth((cos * dx + sin * dy) / width, (cos * dy - sin * dx) / height);
        float covered = Math.max(0, Math.min(0.5f + depth * perSoftness, 1));
        if (covered > 0) {
          float u = (cosAlong * dx + sinAlong * dy) / period;
          float v = (cosAlong * dy - sinAlong * dx) / period;
          float share = texture.share(u, v, blotches);
          light.cover(
              row,
              column,
              covered,
              first[0] + share * (second[0] - first[0]),
              first[1] + share * (second[1] - first[1]),
              first[2] + share * (second[2] - first[2]));
        }
      }
    }
  }
}

package backbench.data.drawing;

import backbench.data.drawing.DigitSkeletons.Stroke;
import backbench.random.PinnedRandom;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one digit at a time on a square canvas.
 *
 * <p>A way of writing is drawn by lot; its points are moved by a smooth random field (elastic
 * jitter) and a little each on its own; the strokes are turned, slanted, scaled and shifted (affine
 * jitter), inked with a pen of varying width and softness by the distance of each pixel from the
 * stroke, and crossed by stray strokes. Reused from image to image; not thread-safe.
 */
final class DigitCanvas {

  /** The side for which the constants below are; on other canvases a digit grows with the side. */
  private static final double USUAL_SIDE = 28;

  /**
   * Standard deviations of the field and of a point's own tremor, in units of the skeleton's box.
   */
  private static final double ELASTIC = 0.55;

  private static final double TREMOR = 0.14;

  /** Points across and down on which the field is drawn; between them it is interpolated. */
  private static final int FIELD = 4;

  private static final double TURN_RADIANS = 0.18;
  private static final double SLANT = 0.25;
  private static final double LEAST_HEIGHT_PIXELS = 16;
  private static final double MOST_HEIGHT_PIXELS = 21;
  private static final double LEAST_ASPECT = 0.75;
  private static final double MOST_ASPECT = 1.15;
  private static final double SHIFT_PIXELS = 2.5;
  private static final double MARGIN_PIXELS = 1.5;
  private static final int MOST_STROKES_ASTRAY = 2;
  private static final int MOST_STROKE_POINTS = 16;

  private final int side;
  private final float[] ink;
  private final PenPath path = new PenPath();
  private final SmoothField fieldX = new SmoothField(FIELD);
  private final SmoothField fieldY = new SmoothField(FIELD);
  private final double[] strokeX = new double[MOST_STROKE_POINTS];
  private final double[] strokeY = new double[MOST_STROKE_POINTS];

  /** Makes a canvas of {@code side · side} pixels. */
  DigitCanvas(int side) {
    this.side = side;
    this.ink = new float[side * side];
  }

  /** Returns the ink of each pixel, row by row, 0 to 1; the next digit is written over it. */
  float[] ink() {
    return ink;
  }

  /** Writes a digit on the empty canvas. */
  void write(int digit, PinnedRandom random) {
    Arrays.fill(ink, 0);
    List<List<Stroke>> variants = DigitSkeletons.of(digit);
    trace(variants.get(random.nextInt(variants.size())), random);
    place(random);
    double radius = random.nextDouble(0.75, 1.7);
    double softness = random.nextDouble(0.9, 1.8);
    double level = random.nextDouble(0.65, 1);
    stamp(radius, softness, level, random);
  }

  /** Puts the strokes of a skeleton on the path, jittered, in units of its box. */
  private void trace(List<Stroke> strokes, PinnedRandom random) {
    for (int i = 0; i < fieldX.points(); i++) {
      fieldX.set(i, ELASTIC * random.nextGaussian());
      fieldY.set(i, ELASTIC * random.nextGaussian());
    }
    path.clear();
    for (Stroke stroke : strokes) {
      int count = PenPath.points(stroke);
      for (int i = 0; i < count; i++) {
        double x = stroke.points()[2 * i];
        double y = stroke.points()[2 * i + 1];
        strokeX[i] = x + field(fieldX, x, y) + TREMOR * random.nextGaussian();
        strokeY[i] = y + field(fieldY, x, y) + TREMOR * random.nextGaussian();
      }
      path.add(stroke.join(), strokeX, strokeY, count);
    }
  }

  private static double field(SmoothField field, double x, double y) {
    return field.at(x / DigitSkeletons.BOX_WIDTH, y / DigitSkeletons.BOX_HEIGHT);
  }

  /** Takes the path from units of the box to pixels. */
  private void place(PinnedRandom random) {
    double height =
        random.nextDouble(LEAST_HEIGHT_PIXELS, MOST_HEIGHT_PIXELS) * (side / USUAL_SIDE);
    double scaleY = height / DigitSkeletons.BOX_HEIGHT;
    double scaleX = scaleY * random.nextDouble(LEAST_ASPECT, MOST_ASPECT);
    double turn = random.nextDouble(-TURN_RADIANS, TURN_RADIANS);
    double slant = random.nextDouble(-SLANT, SLANT);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int i = 0; i < path.size(); i++) {
      double y = path.y[i] * scaleY;
      double x = path.x[i] * scaleX - slant * y;
      path.x[i] = cos * x - sin * y;
      path.y[i] = sin * x + cos * y;
      left = Math.min(left, path.x[i]);
      right = Math.max(right, path.x[i]);
      top = Math.min(top, path.y[i]);
      bottom = Math.max(bottom, path.y[i]);
    }
    double shiftX = shift(left, right, random);
    double shiftY = shift(top, bottom, random);
    for (int i = 0; i < path.size(); i++) {
      path.x[i] += shiftX;
      path.y[i] += shiftY;
    }
  }

  /** Centres a stretch, then moves it at random as far as it stays inside the margin. */
  private double shift(double from, double to, PinnedRandom random) {
    double room = Math.max(0, (side - (to - from)) / 2 - MARGIN_PIXELS);
    double most = Math.min(room, SHIFT_PIXELS);
    return side / 2.0 - (from + to) / 2 + random.nextDouble(-most, most);
  }

  /** Inks the path with a pen whose pressure drifts along the way. */
  private void stamp(double radius, double softness, double level, PinnedRandom random) {
    double from = radius * random.nextDouble(0.8, 1.2);
    double to = radius * random.nextDouble(0.8, 1.2);
    for (int i = 1; i < path.size(); i++) {
      if (!path.down[i]) {
        double pressure = from + (to - from) * i / path.size();
        inkPiece(i, (float) pressure, (float) softness, (float) level);
      }
    }
  }

  private void inkPiece(int i, float radius, float softness, float level) {
    float ax = (float) path.x[i - 1];
    float ay = (float) path.y[i - 1];
    float dx = (float) path.x[i] - ax;
    float dy = (float) path.y[i] - ay;
    float squared = dx * dx + dy * dy;
    float inverse = squared > 0 ? 1 / squared : 0;
    float reach = radius + softness / 2;
    int left = Math.max(0, (int) (Math.min(ax, ax + dx) - reach));
    int right = Math.min(side - 1, (int) (Math.max(ax, ax + dx) + reach));
    int top = Math.max(0, (int) (Math.min(ay, ay + dy) - reach));
    int bottom = Math.min(side - 1, (int) (Math.max(ay, ay + dy) + reach));
    for (int row = top; row <= bottom; row++) {
      float py = row + 0.5f - ay;
      for (int column = left; column <= right; column++) {
        float px = column + 0.5f - ax;
        float along = Math.max(0, Math.min((px * dx + py * dy) * inverse, 1));
        float ox = px - along * dx;
        float oy = py - along * dy;
        float distance = (float) Math.sqrt(ox * ox + oy * oy);
        float covered = Math.max(0, Math.min(0.5f + (radius - distance) / softness, 1)) * level;
        int at = row * side + column;
        ink[at] = Math.max(ink[at], covered);
      }
    }
  }

  /** Adds up to two stray strokes. */
  void stray(PinnedRandom random) {
    int strays = random.nextInt(MOST_STROKES_ASTRAY + 1);
    for (int s = 0; s < strays; s++) {
      double x = random.nextDouble(0, side);
      double y = random.nextDouble(0, side);
      strokeX[0] = x;
      strokeY[0] = y;
      strokeX[1] = x + random.nextDouble(-4, 4);
      strokeY[1] = y + random.nextDouble(-4, 4);
      strokeX[2] = strokeX[1] + random.nextDouble(-3, 3);
      strokeY[2] = strokeY[1] + random.nextDouble(-3, 3);
      path.clear();
      path.add(DigitSkeletons.Join.CURVE, strokeX, strokeY, 3);
      stamp(random.nextDouble(0.4, 0.8), 1, random.nextDouble(0.3, 0.7), random);
    }
  }
}

package backbench.data.drawing;

import backbench.random.PinnedRandom;

/** Lists the textures of objects in {@link Scenes}: patterns of two colours. */
enum Texture {
  PLAIN {
    @Override
    float share(float u, float v, SmoothField blotches) {
      return 0;
    }
  },
  STRIPES {
    @Override
    float share(float u, float v, SmoothField blotches) {
      return sharpened(wave(u));
    }
  },
  CHECKS {
    @Override
    float share(float u, float v, SmoothField blotches) {
      return sharpened(2 * wave(u) * wave(v));
    }
  },
  DOTS {
    @Override
    float share(float u, float v, SmoothField blotches) {
      float x = u - (float) Math.floor(u) - 0.5f;
      float y = v - (float) Math.floor(v) - 0.5f;
      return sharpened(1.2f - 4 * (float) Math.sqrt(x * x + y * y));
    }
  },
  BLOTCHES {
    @Override
    float share(float u, float v, SmoothField blotches) {
      return sharpened((float) blotches.at(0.5 + u / PERIODS, 0.5 + v / PERIODS));
    }
  };

  /** How many periods across a field of blotches covers. */
  private static final double PERIODS = 24;

  private static final int POINTS_PER_PERIOD = 2;
  private static final float SHARPNESS = 2.5f;

  /**
   * Returns the share of the second colour.
   *
   * @param u across, in periods of the pattern
   * @param v down, in periods
   * @param blotches a random field, of mean 0
   */
  abstract float share(float u, float v, SmoothField blotches);

  /** Makes a field for {@link #scatter}. */
  static SmoothField field() {
    return new SmoothField((int) (POINTS_PER_PERIOD * PERIODS));
  }

  /** Draws a field anew. */
  static void scatter(SmoothField blotches, PinnedRandom random) {
    for (int point = 0; point < blotches.points(); point++) {
      blotches.set(point, random.nextDouble(-1, 1));
    }
  }

  /** A triangle wave from -1 to 1. */
  private static float wave(float u) {
    return 4 * Math.abs(u - (float) Math.floor(u) - 0.5f) - 1;
  }

  private static float sharpened(float value) {
    return Math.max(0, Math.min(0.5f + SHARPNESS * value, 1));
  }
}

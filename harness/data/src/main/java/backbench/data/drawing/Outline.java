package backbench.data.drawing;

/**
 * Lists the outlines of objects in {@link Scenes}, each about 1 from its centre at the furthest.
 */
enum Outline {
  DISC {
    @Override
    float depth(float x, float y) {
      return 1 - length(x, y);
    }
  },
  RING {
    @Override
    float depth(float x, float y) {
      return 0.27f - Math.abs(length(x, y) - 0.73f);
    }
  },
  SQUARE {
    @Override
    float depth(float x, float y) {
      return box(x, y, 0.82f, 0.82f);
    }
  },
  TRIANGLE {
    @Override
    float depth(float x, float y) {
      return 0.52f - Math.max(y, 0.8660254f * Math.abs(x) - 0.5f * y);
    }
  },
  CROSS {
    @Override
    float depth(float x, float y) {
      return Math.max(box(x, y, 0.3f, 1), box(x, y, 1, 0.3f));
    }
  },
  STAR {
    /** Folds the plane into one of ten alike parts, where a straight line is the edge. */
    @Override
    float depth(float x, float y) {
      float px = Math.abs(x);
      float py = y;
      float fold = Math.max(COS_36 * px - SIN_36 * py, 0);
      px -= 2 * fold * COS_36;
      py += 2 * fold * SIN_36;
      fold = Math.max(-COS_36 * px - SIN_36 * py, 0);
      px += 2 * fold * COS_36;
      py += 2 * fold * SIN_36;
      px = Math.abs(px);
      // From the outer corner at (0, 1) to the inner one.
      float edgeX = INNER * SIN_36;
      float edgeY = INNER * COS_36 - 1;
      float length = length(edgeX, edgeY);
      return (px * edgeY - (py - 1) * edgeX) / length;
    }
  },
  HALF_DISC {
    @Override
    float depth(float x, float y) {
      return Math.min(1 - length(x, y), y + 0.12f);
    }
  },
  CRESCENT {
    @Override
    float depth(float x, float y) {
      return Math.min(1 - length(x, y), length(x - 0.5f, y) - 0.72f);
    }
  },
  ANGLE {
    @Override
    float depth(float x, float y) {
      return Math.max(box(x + 0.5f, y, 0.28f, 0.85f), box(x, y - 0.57f, 0.78f, 0.28f));
    }
  };

  private static final float COS_36 = 0.809017f;
  private static final float SIN_36 = 0.587785f;

  /** How far the inner corners of the star are from its centre. */
  private static final float INNER = 0.45f;

  /** Returns about how far a point is from the edge: above 0 inside, below 0 outside. */
  abstract float depth(float x, float y);

  private static float box(float x, float y, float halfWidth, float halfHeight) {
    return Math.min(halfWidth - Math.abs(x), halfHeight - Math.abs(y));
  }

  private static float length(float x, float y) {
    return (float) Math.sqrt(x * x + y * y);
  }
}

package backbench.vector.kernel.simd;

import backbench.vector.kernel.SampledRow;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Samples one vector of channels along a row of points; inner loops of {@link SimdKernels}.
 *
 * <p>Sums over channels are left to the caller: here, lanes never meet.
 */
public final class SamplingVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SamplingVectors() {}

  static void sample(SampledRow row, float[] x, int x0, float[] y, int y0, int yPitch) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    int[] places = row.at();
    float[] toRight = row.right();
    float[] toDown = row.down();
    for (int p = 0; p < places.length; p++) {
      int at = x0 + places[p];
      float right = toRight[p];
      float down = toDown[p];
      FloatVector.fromArray(S, x, at)
          .mul((1 - down) * (1 - right))
          .add(FloatVector.fromArray(S, x, at + pixel).mul((1 - down) * right))
          .add(FloatVector.fromArray(S, x, at + line).mul(down * (1 - right)))
          .add(FloatVector.fromArray(S, x, at + line + pixel).mul(down * right))
          .intoArray(y, y0 + p * yPitch);
    }
  }

  static void scatter(SampledRow row, float[] dy, int dy0, int dyPitch, float[] dx, int dx0) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    int[] places = row.at();
    float[] toRight = row.right();
    float[] toDown = row.down();
    for (int p = 0; p < places.length; p++) {
      int at = dx0 + places[p];
      float right = toRight[p];
      float down = toDown[p];
      FloatVector gradient = FloatVector.fromArray(S, dy, dy0 + p * dyPitch);
      FloatVector.fromArray(S, dx, at)
          .add(gradient.mul((1 - down) * (1 - right)))
          .intoArray(dx, at);
      FloatVector.fromArray(S, dx, at + pixel)
          .add(gradient.mul((1 - down) * right))
          .intoArray(dx, at + pixel);
      FloatVector.fromArray(S, dx, at + line)
          .add(gradient.mul(down * (1 - right)))
          .intoArray(dx, at + line);
      FloatVector.fromArray(S, dx, at + line + pixel)
          .add(gradient.mul(down * right))
          .intoArray(dx, at + line + pixel);
    }
  }

  static void positionGradients(
      SampledRow row,
      float[] x,
      int x0,
      float[] dy,
      int dy0,
      int dyPitch,
      float[] sums,
      int s0,
      int channels) {
    int pixel = row.pixelPitch();
    int line = row.rowPitch();
    int[] places = row.at();
    FloatVector byColumn = FloatVector.zero(S);
    FloatVector byColumnX = FloatVector.zero(S);
    FloatVector byRow = FloatVector.zero(S);
    FloatVector byRowX = FloatVector.zero(S);
    for (int p = 0; p < places.length; p++) {
      int at = x0 + places[p];
      float right = row.right()[p];
      float down = row.down()[p];
      float gridX = row.x()[p];
      FloatVector gradient = FloatVector.fromArray(S, dy, dy0 + p * dyPitch);
      FloatVector topLeft = FloatVector.fromArray(S, x, at);
      FloatVector topRight = FloatVector.fromArray(S, x, at + pixel);
      FloatVector bottomLeft = FloatVector.fromArray(S, x, at + line);
      FloatVector bottomRight = FloatVector.fromArray(S, x, at + line + pixel);
      FloatVector across =
          topRight
              .sub(topLeft)
              .mul(1 - down)
              .add(bottomRight.sub(bottomLeft).mul(down))
              .mul(gradient);
      FloatVector along =
          bottomLeft
              .sub(topLeft)
              .mul(1 - right)
              .add(bottomRight.sub(topRight).mul(right))
              .mul(gradient);
      byColumn = byColumn.add(across);
      byColumnX = byColumnX.add(across.mul(gridX));
      byRow = byRow.add(along);
      byRowX = byRowX.add(along.mul(gridX));
    }
    byColumn.intoArray(sums, s0);
    byColumnX.intoArray(sums, s0 + channels);
    byRow.intoArray(sums, s0 + 2 * channels);
    byRowX.intoArray(sums, s0 + 3 * channels);
  }
}

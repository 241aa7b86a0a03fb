package backbench.vector.kernel.simd;

import backbench.vector.kernel.AdaptiveFactors;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Changes values by their gradients; inner loops of {@link SimdKernels}. */
final class UpdateVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private UpdateVectors() {}

  static void sgd(float[] p, float[] g, int from, int count, float rate) {
    FloatVector back = FloatVector.broadcast(S, -rate);
    for (int i = from; i < from + count; i += L) {
      FloatVector.fromArray(S, g, i).fma(back, FloatVector.fromArray(S, p, i)).intoArray(p, i);
    }
  }

  static void momentum(
      float[] p, float[] g, float[] v, int from, int count, float rate, float momentum) {
    FloatVector keep = FloatVector.broadcast(S, momentum);
    for (int i = from; i < from + count; i += L) {
      FloatVector step = FloatVector.fromArray(S, g, i).mul(-rate);
      FloatVector velocity = FloatVector.fromArray(S, v, i).fma(keep, step);
      velocity.intoArray(v, i);
      FloatVector.fromArray(S, p, i).add(velocity).intoArray(p, i);
    }
  }

  static void adapt(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdaptiveFactors factors) {
    FloatVector keepMean = FloatVector.broadcast(S, factors.keepMean());
    FloatVector keepSquare = FloatVector.broadcast(S, factors.keepSquare());
    FloatVector back = FloatVector.broadcast(S, -factors.rate());
    float addMean = factors.addMean();
    float addSquare = factors.addSquare();
    float epsilon = factors.epsilon();
    for (int i = from; i < from + count; i += L) {
      FloatVector gradient = FloatVector.fromArray(S, g, i);
      FloatVector mean = FloatVector.fromArray(S, m, i).fma(keepMean, gradient.mul(addMean));
      FloatVector square =
          FloatVector.fromArray(S, v, i).fma(keepSquare, gradient.mul(gradient).mul(addSquare));
      mean.intoArray(m, i);
      square.intoArray(v, i);
      FloatVector scale = square.sqrt().add(epsilon);
      mean.div(scale).fma(back, FloatVector.fromArray(S, p, i)).intoArray(p, i);
    }
  }
}

package backbench.vector.kernel.scalar;

import backbench.vector.kernel.AdaptiveFactors;

/** Changes values by their gradients in plain loops: the twin of {@code UpdateVectors}. */
final class UpdateLoops {

  private UpdateLoops() {}

  static void sgd(float[] p, float[] g, int from, int count, float rate) {
    for (int i = from; i < from + count; i++) {
      p[i] -= rate * g[i];
    }
  }

  static void momentum(
      float[] p, float[] g, float[] v, int from, int count, float rate, float momentum) {
    for (int i = from; i < from + count; i++) {
      v[i] = momentum * v[i] - rate * g[i];
      p[i] += v[i];
    }
  }

  static void adapt(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdaptiveFactors factors) {
    for (int i = from; i < from + count; i++) {
      m[i] = factors.keepMean() * m[i] + factors.addMean() * g[i];
      v[i] = factors.keepSquare() * v[i] + factors.addSquare() * (g[i] * g[i]);
      p[i] -= factors.rate() * m[i] / ((float) Math.sqrt(v[i]) + factors.epsilon());
    }
  }
}

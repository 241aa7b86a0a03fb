package backbench.tck.engine;

/** Adds up products in single precision, one after the other or in lanes as SIMD code does. */
final class FloatSum {

  private final float[] lanes;
  private int next;

  FloatSum(int lanes) {
    this.lanes = new float[lanes];
  }

  void add(double left, double right) {
    lanes[next] += (float) left * (float) right;
    next = next + 1 == lanes.length ? 0 : next + 1;
  }

  /** Returns the sum, and starts anew. */
  float take() {
    float sum = 0;
    for (int i = 0; i < lanes.length; i++) {
      sum += lanes[i];
      lanes[i] = 0;
    }
    next = 0;
    return sum;
  }
}

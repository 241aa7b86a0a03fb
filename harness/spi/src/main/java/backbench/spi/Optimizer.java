package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/** Says how a step changes the parameters p, given the gradient g of the batch's mean loss. */
public sealed interface Optimizer {

  /** Returns the step size. */
  double learningRate();

  /**
   * Descends the gradient: v = momentum · v - learningRate · g; p = p + v, with v starting at 0.
   *
   * @param learningRate above 0
   * @param momentum in [0, 1); 0 is plain descent
   */
  record Sgd(double learningRate, double momentum) implements Optimizer {
    /** Checks the ranges. */
    public Sgd {
      requireRate(learningRate);
      requireFraction("momentum", momentum);
    }

    /** Makes plain descent. */
    public Sgd(double learningRate) {
      this(learningRate, 0);
    }
  }

  /**
   * Adapts the step to each element (Kingma and Ba, 2015), in TensorFlow's form.
   *
   * <p>With t counted from 1: m = beta1 · m + (1 - beta1) · g; v = beta2 · v + (1 - beta2) · g²; p
   * = p - learningRate · sqrt(1 - beta2^t) / (1 - beta1^t) · m / (sqrt(v) + epsilon).
   *
   * @param learningRate above 0
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon above 0
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {
    /** Checks the ranges. */
    public Adam {
      requireRate(learningRate);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      if (!(epsilon > 0 && epsilon < 1)) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT, "epsilon is above 0 and below 1, not " + epsilon);
      }
    }

    /** Makes Adam with Keras' constants: 0.9, 0.999 and 1e-7. */
    public Adam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-7);
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "a learning rate is finite and above 0, not " + rate);
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, name + " is from 0 to below 1, not " + value);
    }
  }
}

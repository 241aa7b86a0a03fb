package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Says how a step changes the parameters p, given the gradient g of the batch's mean loss.
 *
 * @since 0.1
 */
public sealed interface Optimizer {

  /** Returns the step size. */
  double learningRate();

  /** Calls the visitor's method for this kind. */
  <R> R accept(OptimizerVisitor<R> visitor);

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

    @Override
    public <R> R accept(OptimizerVisitor<R> visitor) {
      return visitor.sgd(this);
    }
  }

  /**
   * Adapts the step to each element by the root of its squared gradients' running mean.
   *
   * <p>With t counted from 1: m = beta1 · m + (1 - beta1) · g; v = beta2 · v + (1 - beta2) · g²; p
   * = p - rate(t) · m / (sqrt(v) + epsilon), with m and v starting at 0. What computes this
   * computes every optimiser of the kind.
   */
  sealed interface Adaptive extends Optimizer {

    /** Returns the decay of the gradient's running mean, in [0, 1); at 0, m is g. */
    double beta1();

    /** Returns the decay of the squared gradient's running mean, in [0, 1). */
    double beta2();

    /** Returns what is added to the root, between 0 and 1. */
    double epsilon();

    /**
     * Returns the step size of one step.
     *
     * @param step counted from 1
     */
    double rate(long step);
  }

  /**
   * Adapts the step to each element (Kingma and Ba, 2015), in TensorFlow's form.
   *
   * <p>Corrects both means for their start at 0: rate(t) = learningRate · sqrt(1 - beta2^t) / (1 -
   * beta1^t).
   *
   * @param learningRate above 0
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon above 0
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Adaptive {
    /** Checks the ranges. */
    public Adam {
      requireRate(learningRate);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireEpsilon(epsilon);
    }

    /** Makes Adam with Keras' constants: 0.9, 0.999 and 1e-7. */
    public Adam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public <R> R accept(OptimizerVisitor<R> visitor) {
      return visitor.adam(this);
    }

    @Override
    public double rate(long step) {
      double t = (double) step;
      return learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
    }
  }

  /**
   * Divides the gradient by its root mean square (Tieleman and Hinton, 2012), in the form of Keras
   * 2: v = rho · v + (1 - rho) · g²; p = p - learningRate · g / (sqrt(v) + epsilon).
   *
   * <p>Not centred, without momentum, and not corrected for the start of v at 0.
   *
   * @param learningRate above 0
   * @param rho in [0, 1)
   * @param epsilon above 0
   */
  record RmsProp(double learningRate, double rho, double epsilon) implements Adaptive {
    /** Checks the ranges. */
    public RmsProp {
      requireRate(learningRate);
      requireFraction("rho", rho);
      requireEpsilon(epsilon);
    }

    /** Makes RMSprop with Keras' constants: 0.9 and 1e-7. */
    public RmsProp(double learningRate) {
      this(learningRate, 0.9, 1e-7);
    }

    @Override
    public <R> R accept(OptimizerVisitor<R> visitor) {
      return visitor.rmsProp(this);
    }

    @Override
    public double beta1() {
      return 0;
    }

    @Override
    public double beta2() {
      return rho;
    }

    @Override
    public double rate(long step) {
      return learningRate;
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

  private static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "epsilon is above 0 and below 1, not " + epsilon);
    }
  }
}

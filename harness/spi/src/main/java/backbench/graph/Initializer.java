package backbench.graph;

import java.util.List;

/**
 * Says how a parameter starts.
 *
 * @since 0.1
 */
public sealed interface Initializer {

  /** Starts at 0. */
  record Zeros() implements Initializer {}

  /** Starts at 1. */
  record Ones() implements Initializer {}

  /** Starts at the listed values, one per element in canonical order. */
  record Values(List<Double> values) implements Initializer {
    /** Copies the values. */
    public Values {
      values = List.copyOf(values);
    }
  }

  /**
   * Draws from N(0, deviation²).
   *
   * @param deviation the standard deviation, above 0
   */
  record Normal(double deviation) implements Initializer {
    /** Checks the deviation. */
    public Normal {
      if (!(deviation > 0) || Double.isInfinite(deviation)) {
        throw GraphException.attribute(
            "normal", "a standard deviation is finite and above 0, not " + deviation);
      }
    }
  }

  /** Draws uniformly from ±sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010); Keras' default. */
  record GlorotUniform() implements Initializer {}

  /** Draws from N(0, 2 / fanIn) (He et al., 2015). */
  record HeNormal() implements Initializer {}
}

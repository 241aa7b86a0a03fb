package backbench.graph;

import java.util.List;

/**
 * Says how a parameter starts.
 *
 * @since 0.1
 */
public sealed interface Initializer {

  /**
   * Calls the visitor's method for this kind of start.
   *
   * @since contract 2
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Handles each kind of start; what the harness draws parameters by. A plugin is handed the drawn
   * values.
   *
   * @param <R> what is made of an initialiser
   * @since contract 2
   */
  interface Visitor<R> {
    /** Handles zeros. */
    R zeros(Zeros initializer);

    /** Handles ones. */
    R ones(Ones initializer);

    /** Handles listed values. */
    R values(Values initializer);

    /** Handles a normal distribution of a stated deviation. */
    R normal(Normal initializer);

    /** Handles Glorot and Bengio's uniform distribution. */
    R glorotUniform(GlorotUniform initializer);

    /** Handles He's normal distribution. */
    R heNormal(HeNormal initializer);
  }

  /** Starts at 0. */
  record Zeros() implements Initializer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.zeros(this);
    }
  }

  /** Starts at 1. */
  record Ones() implements Initializer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ones(this);
    }
  }

  /** Starts at the listed values, one per element in canonical order. */
  record Values(List<Double> values) implements Initializer {
    /** Copies the values. */
    public Values {
      values = List.copyOf(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.values(this);
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.normal(this);
    }
  }

  /** Draws uniformly from ±sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010); Keras' default. */
  record GlorotUniform() implements Initializer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.glorotUniform(this);
    }
  }

  /**
   * Draws from N(0, 2 / fanIn) (He et al., 2015), not truncated; Keras' {@code he_normal} cuts off
   * at two deviations and widens the rest to the same variance.
   */
  record HeNormal() implements Initializer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.heNormal(this);
    }
  }
}

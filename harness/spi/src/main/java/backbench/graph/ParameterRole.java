package backbench.graph;

/**
 * Says what a parameter does in its layer; the last part of its name.
 *
 * @since 0.1
 */
public enum ParameterRole {
  /** Convolution kernels [out, in, height, width] and dense matrices [out, in]. */
  WEIGHT("weight", true),
  /** Added per output channel or feature, [out]. */
  BIAS("bias", true),
  /** Batch normalisation's factor, [channels]. */
  GAMMA("gamma", true),
  /** Batch normalisation's summand, [channels]. */
  BETA("beta", true),
  /** Batch normalisation's moving mean, [channels]; not trained. */
  MOVING_MEAN("moving_mean", false),
  /** Batch normalisation's moving variance, [channels]; not trained. */
  MOVING_VARIANCE("moving_variance", false);

  private final String suffix;
  private final boolean trainable;

  ParameterRole(String suffix, boolean trainable) {
    this.suffix = suffix;
    this.trainable = trainable;
  }

  /** Returns the last part of the parameter's name. */
  public String suffix() {
    return suffix;
  }

  /** Tells whether the optimiser updates it. */
  public boolean trainable() {
    return trainable;
  }
}

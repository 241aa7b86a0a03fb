package backbench.cli;

import backbench.spi.Optimizer;

/** Names the optimisers whose steps {@code certify} compares. */
enum CertifiedOptimizer {
  /** Adam with Keras' constants. */
  ADAM,
  /** Plain descent. */
  SGD,
  /** Descent with momentum 0.9. */
  MOMENTUM,
  /** RMSprop with Keras' constants. */
  RMSPROP;

  private static final double ADAPTED_RATE = 1e-3;
  private static final double RATE = 0.01;
  private static final double DECAY = 0.9;

  /** Returns the optimiser with its constants. */
  Optimizer optimizer() {
    return switch (this) {
      case ADAM -> new Optimizer.Adam(ADAPTED_RATE);
      case SGD -> new Optimizer.Sgd(RATE);
      case MOMENTUM -> new Optimizer.Sgd(RATE, DECAY);
      case RMSPROP -> new Optimizer.RmsProp(ADAPTED_RATE);
    };
  }
}

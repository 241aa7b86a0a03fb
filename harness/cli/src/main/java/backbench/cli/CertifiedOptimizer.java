package backbench.cli;

import backbench.spi.Optimizer;

/** Names the optimisers whose steps {@code certify} compares. */
enum CertifiedOptimizer {
  /** Adam with Keras' constants. */
  ADAM(new Optimizer.Adam(1e-3)),
  /** Plain descent. */
  SGD(new Optimizer.Sgd(0.01)),
  /** Descent with momentum 0.9. */
  MOMENTUM(new Optimizer.Sgd(0.01, 0.9)),
  /** RMSprop with Keras' constants. */
  RMSPROP(new Optimizer.RmsProp(1e-3));

  private final Optimizer optimizer;

  CertifiedOptimizer(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** Returns the optimiser with its constants. */
  Optimizer optimizer() {
    return optimizer;
  }
}

package backbench.dl4j.parameter;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.error.BackbenchException;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;

/** Changes the parameters by their gradients, which it may overwrite. */
public interface UpdateRule {

  /** Makes one update. */
  void apply();

  /**
   * Makes the rule of an optimiser.
   *
   * @throws BackbenchException {@code UNSUPPORTED_OPTIMIZER} if there is none
   */
  static UpdateRule of(Optimizer optimizer, Floats values, Floats gradients, Memory memory) {
    return optimizer.accept(
        new OptimizerVisitor<>() {
          @Override
          public UpdateRule sgd(Optimizer.Sgd sgd) {
            return descent(sgd, values, gradients, memory);
          }

          @Override
          public UpdateRule adam(Optimizer.Adam adam) {
            return new Adam(adam, values, gradients, memory);
          }

          @Override
          public UpdateRule rmsProp(Optimizer.RmsProp rmsProp) {
            return rootMeanSquare(rmsProp, values, gradients, memory);
          }
        });
  }

  private static UpdateRule descent(
      Optimizer.Sgd settings, Floats values, Floats gradients, Memory memory) {
    float rate = (float) -settings.learningRate();
    if (settings.momentum() == 0) {
      return () -> Blas.add(rate, gradients, values);
    }
    float momentum = (float) settings.momentum();
    Floats velocity = memory.zeros(values.size());
    return () -> {
      Blas.scale(momentum, velocity);
      Blas.add(rate, gradients, velocity);
      Blas.add(1f, velocity, values);
    };
  }

  /** Divides by the root mean square; ND4J's {@code rms_prop_updater} adds epsilon to the root. */
  private static UpdateRule rootMeanSquare(
      Optimizer.RmsProp settings, Floats values, Floats gradients, Memory memory) {
    Floats squares = memory.zeros(values.size());
    Call update =
        memory
            .call("rms_prop_updater", Call.of(gradients, squares), Call.of(gradients, squares))
            .reals(settings.learningRate(), settings.rho(), settings.epsilon());
    Call subtract = memory.call("subtract", Call.of(values, gradients), Call.of(values));
    return () -> {
      update.run();
      subtract.run();
    };
  }

  /** Adapts each element's step; ND4J's {@code adam_updater} has TensorFlow's form. */
  final class Adam implements UpdateRule {

    private final Call update;
    private final Call subtract;
    private long steps;

    private Adam(Optimizer.Adam settings, Floats values, Floats gradients, Memory memory) {
      Floats variances = memory.zeros(values.size());
      Floats means = memory.zeros(values.size());
      this.update =
          memory
              .call(
                  "adam_updater",
                  Call.of(gradients, variances, means),
                  Call.of(gradients, variances, means))
              .reals(
                  settings.learningRate(), settings.beta1(), settings.beta2(), settings.epsilon());
      this.subtract = memory.call("subtract", Call.of(values, gradients), Call.of(values));
    }

    @Override
    public void apply() {
      // The engine counts from 0.
      update.integers(steps++).run();
      subtract.run();
    }
  }
}

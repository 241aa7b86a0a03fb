package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import backbench.spi.Optimizer;
import java.util.List;

/** Changes parameters in place by their gradients. */
public interface UpdateRule {

  /**
   * Makes one step.
   *
   * @param gradients one for each parameter, in the order of construction; overwritten
   */
  void apply(List<NDArray> gradients);

  /** Descends: v = momentum · v - rate · g; p = p + v. */
  final class Sgd implements UpdateRule {

    private final List<NDArray> parameters;
    private final List<NDArray> velocities;
    private final NDArray rate;
    private final NDArray momentum;

    /**
     * Makes the rule.
     *
     * @param velocities arrays of zeros, one for each parameter; empty without momentum
     * @param rate the learning rate, a scalar array so that no step makes one
     * @param momentum the momentum, a scalar array
     */
    Sgd(List<NDArray> parameters, List<NDArray> velocities, NDArray rate, NDArray momentum) {
      this.parameters = parameters;
      this.velocities = velocities;
      this.rate = rate;
      this.momentum = momentum;
    }

    @Override
    public void apply(List<NDArray> gradients) {
      for (int i = 0; i < parameters.size(); i++) {
        NDArray change = gradients.get(i).muli(rate);
        if (!velocities.isEmpty()) {
          // The velocity is held with the opposite sign: one operation less.
          change = velocities.get(i).muli(momentum).addi(change);
        }
        parameters.get(i).subi(change);
      }
    }
  }

  /**
   * Adapts each element's step, by the engine's update for Adam.
   *
   * <p>DJL's own {@code Adam} is not this: it has another epsilon by default, and a constant that
   * has been through float. The engine's update that it calls is the pinned formula once the step's
   * rate is handed to it, less one thing: engines compute 1 - beta in single precision, which for
   * 0.999 is off by 1.3e-5. Both moments are proportional to their factor, so the rate and epsilon
   * take the error back.
   */
  final class Adaptive implements UpdateRule {

    private static final float NO_DECAY = 0;
    private static final float NO_RESCALING = 1;
    private static final float NO_CLIPPING = -1;

    private final Optimizer.Adaptive settings;
    private final List<NDArray> parameters;
    private final List<NDArray> means;
    private final List<NDArray> variances;
    private final double rateFactor;
    private final double epsilonFactor;
    private int steps;

    /**
     * Makes the rule.
     *
     * @param means arrays of zeros, one for each parameter
     * @param variances arrays of zeros, one for each parameter
     */
    public Adaptive(
        Optimizer.Adaptive settings,
        List<NDArray> parameters,
        List<NDArray> means,
        List<NDArray> variances) {
      this.settings = settings;
      this.parameters = parameters;
      this.means = means;
      this.variances = variances;
      this.epsilonFactor = Math.sqrt(excess(settings.beta2()));
      this.rateFactor = epsilonFactor / excess(settings.beta1());
    }

    /** Returns by what 1 - beta is too large in single precision. */
    private static double excess(double beta) {
      return (1 - (float) beta) / (1 - beta);
    }

    @Override
    public void apply(List<NDArray> gradients) {
      steps++;
      float rate = (float) (rateFactor * settings.rate(steps));
      for (int i = 0; i < parameters.size(); i++) {
        NDArray parameter = parameters.get(i);
        parameter
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(parameter, gradients.get(i), means.get(i), variances.get(i)),
                new NDList(parameter),
                (float) settings.learningRate(),
                rate,
                NO_DECAY,
                NO_RESCALING,
                NO_CLIPPING,
                (float) settings.beta1(),
                (float) settings.beta2(),
                (float) (epsilonFactor * settings.epsilon()),
                false,
                false);
      }
    }
  }
}

package backbench.djl.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import backbench.djl.operation.UpdateRule;
import backbench.spi.Optimizer;
import java.util.Collections;
import java.util.List;

/**
 * Updates all parameters by PyTorch's fused Adam: one pass over memory in place of eleven.
 *
 * <p>DJL binds no fused kernel, but it runs TorchScript, and TorchScript calls anything. The kernel
 * divides by 1 - beta^t itself, and in PyTorch's form, which places epsilon differently. Told a
 * step count so large that beta^t is 0 for every beta below 1 that a double can hold, it computes
 * m, v and rate · m / (sqrt(v) + epsilon): the pinned formula, given the step's rate, and that of
 * RMSprop as well, for which PyTorch has no fused kernel.
 */
final class FusedAdam implements UpdateRule {

  private static final float BEYOND_CORRECTION = 1e30f;

  private static final String SOURCE =
      """
      class Update(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def adam(self: __torch__.Update,
          parameters: List[Tensor],
          gradients: List[Tensor],
          means: List[Tensor],
          variances: List[Tensor],
          steps: List[Tensor],
          rate: float,
          beta1: float,
          beta2: float,
          epsilon: float) -> int:
          largest = annotate(List[Tensor], [])
          torch._fused_adam_(parameters, gradients, means, variances, largest, steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=0., eps=epsilon, amsgrad=False, maximize=False)
          return 0
      """;

  private final Optimizer.Adaptive settings;
  private final PtSymbolBlock script;
  private final IValue parameters;
  private final IValue means;
  private final IValue variances;
  private final IValue steps;
  private final IValue beta1;
  private final IValue beta2;
  private final IValue epsilon;
  private int step;

  FusedAdam(
      PtNDManager manager,
      Optimizer.Adaptive settings,
      List<NDArray> parameters,
      List<NDArray> means,
      List<NDArray> variances) {
    this.settings = settings;
    this.script = ScriptArchive.load(manager, "Update", SOURCE);
    NDArray count = manager.full(new Shape(), BEYOND_CORRECTION);
    this.parameters = kept(manager, list(parameters));
    this.means = kept(manager, list(means));
    this.variances = kept(manager, list(variances));
    this.steps = kept(manager, list(Collections.nCopies(parameters.size(), count)));
    this.beta1 = kept(manager, IValue.from(settings.beta1()));
    this.beta2 = kept(manager, IValue.from(settings.beta2()));
    this.epsilon = kept(manager, IValue.from(settings.epsilon()));
  }

  private static IValue list(List<NDArray> arrays) {
    return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
  }

  /** Has a value closed with the model. */
  private static IValue kept(PtNDManager manager, IValue value) {
    manager.attachInternal(value.getUid(), value);
    return value;
  }

  @Override
  public void apply(List<NDArray> gradients) {
    step++;
    try (IValue gradient = list(gradients);
        IValue rate = IValue.from(settings.rate(step))) {
      IValueUtils.runMethod(
              script,
              "adam",
              parameters,
              gradient,
              means,
              variances,
              steps,
              rate,
              beta1,
              beta2,
              epsilon)
          .close();
    }
  }
}

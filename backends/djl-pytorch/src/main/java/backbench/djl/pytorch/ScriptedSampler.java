package backbench.djl.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import backbench.djl.operation.Operation;
import backbench.djl.operation.Pass;
import backbench.graph.Layer;

/**
 * Samples by PyTorch's own kernels, which gather four pixels for each point.
 *
 * <p>DJL binds neither of them. They agree with what is pinned once told to align corners and to
 * read zeros outside: their bilinear cell starts at the floor of a position, so the derivative at a
 * whole number is the one to the right.
 */
final class ScriptedSampler implements Operation {

  /** The last three arguments of the sampler: bilinear, zeros outside, corners aligned. */
  private static final String SOURCE =
      """
      class Sampler(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Sampler,
          image: Tensor,
          theta: Tensor) -> Tensor:
          matrices = torch.view(theta, [-1, 2, 3])
          grid = torch.affine_grid_generator(matrices, [torch.size(theta, 0), 1, %d, %d], True)
          return torch.grid_sampler(image, grid, 0, 0, True)
      """;

  private final PtSymbolBlock script;

  /**
   * Loads the script.
   *
   * @param manager closes it
   */
  ScriptedSampler(PtNDManager manager, Layer.AffineSampler layer) {
    this.script =
        ScriptArchive.load(manager, "Sampler", SOURCE.formatted(layer.height(), layer.width()));
  }

  @Override
  public NDArray apply(NDList inputs, Pass pass) {
    // Anything but "training" cuts autograd off, whatever is being collected around the call.
    return IValueUtils.forward(script, inputs, pass.training()).head();
  }
}

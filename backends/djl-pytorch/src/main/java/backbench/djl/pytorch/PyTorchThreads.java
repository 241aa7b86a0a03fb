package backbench.djl.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/** Sets the threads that PyTorch computes with. */
final class PyTorchThreads {

  private PyTorchThreads() {}

  /**
   * Sets the threads of one operation, and lets no two operations run at once: nothing here runs
   * them so, and an idle pool is one more set of threads.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} if the engine keeps another number
   */
  static void use(int threads) {
    JniUtils.setNumThreads(threads);
    if (JniUtils.getNumInteropThreads() != 1) {
      try {
        JniUtils.setNumInteropThreads(1);
      } catch (EngineException e) {
        throw new BackbenchException(
            ErrorCode.ENGINE_FAILED, "PyTorch's pool between operations has already started", e);
      }
    }
    int actual = JniUtils.getNumThreads();
    if (actual != threads) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "PyTorch runs on " + actual + " threads where " + threads + " were asked for");
    }
  }
}

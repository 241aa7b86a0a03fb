package backbench.djl.mxnet;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads back the threads that MXNet computes with, which it takes from the environment alone. */
final class MxNetThreads {

  /** The device type in MXNet's Context, a pair of integers whose second is the device's number. */
  private static final int CPU = 1;

  private MxNetThreads() {}

  /**
   * Returns the threads of one operation, as OpenMP tells them on the thread that computes.
   *
   * <p>OpenMP keeps the number for each thread that starts a team, and MXNet's engine may compute
   * on a thread of its own, so the question goes through the engine's queue.
   */
  static int count() {
    Function maximum =
        NativeLibrary.getInstance(LibUtils.getLibName()).getFunction("omp_get_max_threads");
    AtomicInteger found = new AtomicInteger();
    MxnetLibrary.EngineSyncFunc question =
        (context, argument) -> found.set(maximum.invokeInt(new Object[0]));
    try {
      push(question);
      JnaUtils.waitAll();
      return found.get();
    } finally {
      // JNA holds callbacks weakly.
      Reference.reachabilityFence(question);
    }
  }

  /** Has the engine call back, in its turn and where it computes; the caller keeps the function. */
  static void push(MxnetLibrary.EngineSyncFunc function) {
    try (Memory cpu = new Memory(2L * Integer.BYTES)) {
      cpu.setInt(0, CPU);
      cpu.setInt(Integer.BYTES, 0);
      JnaUtils.checkCall(
          LibUtils.loadLibrary()
              .MXEnginePushSync(function, null, null, cpu, null, 0, null, 0, null, 0, "backbench"));
    }
  }

  /**
   * Makes sure of the number of threads.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} if the engine has another number
   */
  static void require(int threads) {
    int actual = count();
    if (actual != threads) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "MXNet runs on "
              + actual
              + " threads where "
              + threads
              + " were asked for; it takes the number from OMP_NUM_THREADS when it loads");
    }
  }
}

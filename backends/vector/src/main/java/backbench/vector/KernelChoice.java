package backbench.vector;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.scalar.ScalarKernels;
import backbench.vector.kernel.simd.SimdKernels;
import org.jspecify.annotations.Nullable;

/** Chooses the inner loops, without loading the Vector API where there is none. */
final class KernelChoice {

  /** The backend's option. */
  static final String OPTION = "simd";

  static final String MODULE = "jdk.incubator.vector";

  private static final int LEAST_LANES = 4;

  private KernelChoice() {}

  /**
   * Makes the kernels that an option names.
   *
   * @param option {@code auto} or absent for the best there is, {@code vector} to insist on the
   *     Vector API, {@code scalar} for plain loops
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} for another value, or if the Vector API
   *     is insisted on and missing
   */
  static Kernels choose(@Nullable String option) {
    return switch (option == null ? "auto" : option) {
      case "auto" -> isPresent() ? vectorOrScalar() : new ScalarKernels();
      case "scalar" -> new ScalarKernels();
      case "vector" -> {
        if (!isPresent()) {
          throw new BackbenchException(
              ErrorCode.UNSUPPORTED_CONFIG,
              "option simd=vector: this JVM runs without --add-modules " + MODULE);
        }
        yield new SimdKernels();
      }
      default ->
          throw new BackbenchException(
              ErrorCode.UNSUPPORTED_CONFIG,
              "option simd is auto, vector or scalar, not '" + option + "'");
    };
  }

  /** Tells whether the JVM was started with the Vector API. */
  static boolean isPresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static Kernels vectorOrScalar() {
    Kernels simd = new SimdKernels();
    return simd.lanes() >= LEAST_LANES ? simd : new ScalarKernels();
  }
}

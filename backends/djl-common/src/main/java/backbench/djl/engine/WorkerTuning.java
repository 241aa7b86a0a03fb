package backbench.djl.engine;

import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the environment in which a native engine runs fastest.
 *
 * <p>The numbers behind each variable are in {@code harness/docs/adr/0006-djl-through-ndarrays.md}.
 */
public final class WorkerTuning {

  private WorkerTuning() {}

  /**
   * Returns what a worker needs for this configuration; nothing on a CPU when the engine runs as it
   * comes.
   */
  public static LaunchOptions launch(BackendConfig config, Platform platform) {
    LaunchOptions.Builder options = LaunchOptions.builder();
    if (config.device() == Device.GPU) {
      // However it is tuned: products of 11 bits, CUDA's default in convolutions, are not single
      // precision.
      options.variable("NVIDIA_TF32_OVERRIDE", "0");
    }
    if (config.tuning() != Tuning.BEST) {
      return options.build();
    }
    // Without it the OpenMP pool starts with a thread per processor, whatever the engine is told.
    options.variable("OMP_NUM_THREADS", Integer.toString(config.threads()));
    if (platform.os().equals("linux")) {
      // Threads that spin at a barrier stop each other when anything else wants a processor: beside
      // a compiler a step took 20 to 100 times as long. This spins long enough for near barriers.
      options.variable("GOMP_SPINCOUNT", "10000");
      // glibc gives blocks of this size back to the kernel on every free, and every step faults
      // them in again; these keep them, on large pages.
      options.variable("MALLOC_MMAP_THRESHOLD_", "4000000000");
      options.variable("MALLOC_TRIM_THRESHOLD_", "8000000000");
      options.variable("MALLOC_TOP_PAD_", "500000000");
      options.variable("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    }
    return options.build();
  }

  /** Returns the variables of the running process that change a native engine's speed. */
  public static Map<String, String> inForce() {
    Map<String, String> found = new LinkedHashMap<>();
    System.getenv().entrySet().stream()
        .filter(
            entry ->
                List.of(
                            "OMP_", "GOMP_", "KMP_", "MKL_", "DNNL_", "ONEDNN_", "MALLOC_", "ATEN_",
                            "MXNET_")
                        .stream()
                        .anyMatch(entry.getKey()::startsWith)
                    || entry.getKey().equals("GLIBC_TUNABLES"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> found.put("env " + entry.getKey(), entry.getValue()));
    return found;
  }
}

package backbench.dl4j.engine;

import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the environment in which ND4J runs fastest. */
public final class WorkerTuning {

  private WorkerTuning() {}

  /**
   * Returns what a worker needs for this configuration; nothing when the engine runs as it comes.
   */
  public static LaunchOptions launch(BackendConfig config, Platform platform) {
    if (config.tuning() != Tuning.BEST) {
      return LaunchOptions.NONE;
    }
    LaunchOptions.Builder options = LaunchOptions.builder();
    options.variable("OMP_NUM_THREADS", Integer.toString(config.threads()));
    if (platform.os().equals("linux")) {
      // oneDNN's helpers allocate for every call, and glibc gives blocks of this size back to the
      // kernel on every free; these keep them, on large pages.
      options.variable("MALLOC_MMAP_THRESHOLD_", "4000000000");
      options.variable("MALLOC_TRIM_THRESHOLD_", "8000000000");
      options.variable("MALLOC_TOP_PAD_", "500000000");
      options.variable("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    }
    return options.build();
  }

  /** Returns the variables of the running process that change a native engine's speed. */
  static Map<String, String> inForce() {
    Map<String, String> found = new LinkedHashMap<>();
    System.getenv().entrySet().stream()
        .filter(
            entry ->
                List.of("OMP_", "GOMP_", "OPENBLAS_", "DNNL_", "ONEDNN_", "MALLOC_", "SD_", "ND4J_")
                        .stream()
                        .anyMatch(entry.getKey()::startsWith)
                    || entry.getKey().equals("GLIBC_TUNABLES"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> found.put("env " + entry.getKey(), entry.getValue()));
    return found;
  }
}

package backbench.djl.pytorch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import backbench.djl.engine.ProcessorFlags;
import backbench.djl.engine.WorkerTuning;
import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what PyTorch is running on. */
final class PyTorchEnvironment {

  private static final Set<String> FOR_AVX512 =
      Set.of("avx512f", "avx512vl", "avx512bw", "avx512dq", "fma");
  private static final Set<String> FOR_AVX2 = Set.of("avx2", "fma");

  private PyTorchEnvironment() {}

  static Environment read(Engine engine, BackendConfig config) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("DJL", Engine.getDjlVersion());
    versions.put("PyTorch", engine.getVersion());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("tuning", config.tuning().name());
    details.put("libraries", String.join(", ", new TreeSet<>(JniUtils.getFeatures())));
    details.put("threads between operations", Integer.toString(JniUtils.getNumInteropThreads()));
    config.options().forEach((name, value) -> details.put("option " + name, value));
    details.putAll(WorkerTuning.inForce());
    return Environment.builder(JniUtils.getNumThreads())
        .versions(versions)
        .simd(simd())
        .details(details)
        .build();
  }

  /**
   * Names the kernels that PyTorch chooses on this processor.
   *
   * <p>DJL does not pass the engine's own answer on, so this follows the engine's rule: the
   * variable {@code ATEN_CPU_CAPABILITY}, else AVX-512 with its VL, BW and DQ parts, else AVX2,
   * each with FMA.
   */
  private static String simd() {
    @Nullable String chosen = System.getenv("ATEN_CPU_CAPABILITY");
    if (chosen != null) {
      return chosen.toUpperCase(Locale.ROOT);
    }
    if (System.getProperty("os.arch", "").equals("aarch64")) {
      return "NEON";
    }
    Set<String> flags = ProcessorFlags.read();
    if (flags.isEmpty()) {
      return "unknown";
    }
    if (flags.containsAll(FOR_AVX512)) {
      return "AVX512";
    }
    return flags.containsAll(FOR_AVX2) ? "AVX2" : "DEFAULT";
  }
}

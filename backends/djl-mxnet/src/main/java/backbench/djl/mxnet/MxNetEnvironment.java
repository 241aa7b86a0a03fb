package backbench.djl.mxnet;

import ai.djl.engine.Engine;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import backbench.djl.engine.ProcessorFlags;
import backbench.djl.engine.WorkerTuning;
import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what MXNet is running on. */
final class MxNetEnvironment {

  private static final Set<String> FOR_AVX512 =
      Set.of("avx512f", "avx512vl", "avx512bw", "avx512dq");
  private static final Set<String> FOR_AVX2 = Set.of("avx2", "fma");

  private MxNetEnvironment() {}

  static Environment read(Engine engine, BackendConfig config) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("DJL", Engine.getDjlVersion());
    versions.put("MXNet", engine.getVersion());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("tuning", config.tuning().name());
    // The published 1.9.1 calls itself 1.9.0; the folder that its natives unpack to knows better.
    details.put("natives", natives());
    details.put("libraries", String.join(", ", new TreeSet<>(JnaUtils.getFeatures())));
    details.put("scheduler", MxNetTuning.engineType());
    details.putAll(WorkerTuning.inForce());
    return Environment.builder(MxNetThreads.count())
        .versions(versions)
        .simd(simd())
        .details(details)
        .build();
  }

  /** Returns the name of the folder that the engine's library was loaded from. */
  private static String natives() {
    @Nullable Path folder = Path.of(LibUtils.getLibName()).getParent();
    return folder == null ? "unknown" : String.valueOf(folder.getFileName());
  }

  /**
   * Names the instructions that oneDNN, which does the heavy work, chooses on this processor.
   *
   * <p>MXNet does not pass oneDNN's own answer on, so this follows its rule: the variable {@code
   * DNNL_MAX_CPU_ISA}, else AVX-512 with its VL, BW and DQ parts, else AVX2, else SSE4.1.
   */
  private static String simd() {
    @Nullable String most = System.getenv("DNNL_MAX_CPU_ISA");
    if (most != null) {
      return most.toUpperCase(Locale.ROOT);
    }
    Set<String> flags = ProcessorFlags.read();
    if (flags.isEmpty()) {
      return "unknown";
    }
    if (flags.containsAll(FOR_AVX512)) {
      return "AVX512";
    }
    return flags.containsAll(FOR_AVX2) ? "AVX2" : "SSE41";
  }
}

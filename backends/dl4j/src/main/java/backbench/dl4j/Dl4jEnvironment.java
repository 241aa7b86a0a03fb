package backbench.dl4j;

import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** Reads what ND4J is running on. */
final class Dl4jEnvironment {

  private Dl4jEnvironment() {}

  /** Reads versions, threads and whatever else changes the numbers. */
  static Environment read(String natives, BackendConfig config) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ND4J", version());
    versions.put("OpenBLAS", openblas_nolapack.OPENBLAS_VERSION.strip());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("tuning", config.tuning().name());
    details.put("natives", natives);
    details.put("threads of BLAS", Integer.toString(Nd4j.factory().blas().getMaxThreads()));
    details.put("helpers allowed", Boolean.toString(Nd4j.getEnvironment().helpersAllowed()));
    details.putAll(WorkerTuning.inForce());
    return new Environment(versions, EngineStart.threads(), simd(natives), details);
  }

  private static String version() {
    String version = Nd4j.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /**
   * Names the instructions of ND4J's own loops; oneDNN and OpenBLAS choose theirs by themselves.
   */
  private static String simd(String natives) {
    return List.of("avx512", "avx2").stream()
        .filter(natives::endsWith)
        .findFirst()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .orElse("baseline");
  }
}

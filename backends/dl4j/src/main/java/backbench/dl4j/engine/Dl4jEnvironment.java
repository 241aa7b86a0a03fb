package backbench.dl4j.engine;

import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** Reads what ND4J is running on. */
public final class Dl4jEnvironment {

  private Dl4jEnvironment() {}

  /** Reads versions, threads and whatever else changes the numbers. */
  public static Environment read(String natives, BackendConfig config) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ND4J", version());
    versions.put("OpenBLAS", openblas_nolapack.OPENBLAS_VERSION.strip());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("tuning", config.tuning().name());
    details.put("natives", natives.isEmpty() ? "without oneDNN" : natives);
    details.put("threads of BLAS", Integer.toString(Nd4j.factory().blas().getMaxThreads()));
    details.put("helpers allowed", Boolean.toString(Nd4j.getEnvironment().helpersAllowed()));
    details.putAll(WorkerTuning.inForce());
    return Environment.builder(EngineStart.threads())
        .versions(versions)
        .simd(simd(natives))
        .details(details)
        .build();
  }

  /** Returns the version that Maven noted in ND4J's jar, whose manifest and classes have none. */
  private static String version() {
    try (InputStream stream =
        Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
      if (stream == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("ND4J's jar is not readable", e);
    }
  }

  /**
   * Names the instructions of ND4J's own loops; oneDNN and OpenBLAS choose theirs by themselves.
   */
  private static String simd(String natives) {
    return natives.endsWith("avx2") ? "AVX2" : "baseline";
  }
}

package backbench.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what a backend is really running on, for the record of a result.
 *
 * @param versions engine and native libraries by name
 * @param threads the threads that compute, as read back from the engine
 * @param simd the instruction set in use, as the engine names it: {@code AVX512}
 * @param details whatever else changes the numbers: allocator, options, libraries found
 */
public record Environment(
    Map<String, String> versions, int threads, String simd, Map<String, String> details) {

  /** Copies the maps, keeping their order. */
  public Environment {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}

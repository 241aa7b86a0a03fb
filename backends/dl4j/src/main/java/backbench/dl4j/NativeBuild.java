package backbench.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Names the builds of ND4J's natives that this plugin carries, the most demanding first.
 *
 * <p>Both multiply and convolve by oneDNN, which chooses its kernels when it runs; they differ in
 * the instructions of ND4J's own loops.
 */
enum NativeBuild {
  /** Compiled for AVX-512 as Skylake's servers have it. */
  AVX512("-onednn-avx512"),
  /** Compiled for every x86-64. */
  BASELINE("-onednn");

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private static final Set<String> FOR_AVX512 =
      Set.of("avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd");

  private final String extension;

  NativeBuild(String extension) {
    this.extension = extension;
  }

  /** Returns the end of the build's classifier. */
  String extension() {
    return extension;
  }

  /** Chooses the most demanding build that this processor runs. */
  static NativeBuild forThisProcessor() {
    return forFlags(processorFlags());
  }

  /** Chooses the most demanding build for a processor with these features, as Linux calls them. */
  static NativeBuild forFlags(Set<String> flags) {
    return flags.containsAll(FOR_AVX512) ? AVX512 : BASELINE;
  }

  private static Set<String> processorFlags() {
    if (!Files.isReadable(PROCESSOR)) {
      return Set.of();
    }
    try {
      for (String line : Files.readAllLines(PROCESSOR)) {
        if (line.startsWith("flags")) {
          return Set.copyOf(List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")));
        }
      }
      return Set.of();
    } catch (IOException e) {
      // The baseline runs everywhere.
      return Set.of();
    }
  }
}

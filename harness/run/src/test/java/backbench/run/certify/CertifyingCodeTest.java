package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertifyingCodeTest {

  private static final long MILLIS_PER_DAY = 86_400_000;

  @TempDir Path folder;

  private final Map<String, Map<String, String>> jars = new TreeMap<>();

  CertifyingCodeTest() {
    put("backbench-spi-1.0-SNAPSHOT.jar", "backbench/spi/Model.class", "contract");
    put("backbench-oracle-1.0-SNAPSHOT.jar", "backbench/oracle/Matrix.class", "oracle");
    put("backbench-oracle-1.0-SNAPSHOT.jar", "backbench/certificate/Certifier.class", "rules");
    put("backbench-oracle-1.0-SNAPSHOT.jar", "META-INF/maven/b/pom.properties", "packing");
    put("backbench-worker-1.0-SNAPSHOT.jar", "backbench/worker/wire/Job.class", "wire");
    put("backbench-data-1.0-SNAPSHOT.jar", "backbench/data/Datasets.class", "readers");
    put("HdrHistogram-2.2.2.jar", "org/HdrHistogram/Histogram.class", "histogram");
    put("jspecify-1.0.1.jar", "org/jspecify/annotations/NullMarked.class", "annotation");
  }

  private void put(String jar, String entry, String content) {
    jars.computeIfAbsent(jar, each -> new TreeMap<>()).put(entry, content);
  }

  private String digest(long daysLater) throws IOException {
    Path place = Files.createTempDirectory(folder, "lib");
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> jar : jars.entrySet()) {
      Path file = place.resolve(jar.getKey());
      try (OutputStream out = Files.newOutputStream(file);
          JarOutputStream packed = new JarOutputStream(out)) {
        for (Map.Entry<String, String> each : jar.getValue().entrySet()) {
          JarEntry entry = new JarEntry(each.getKey());
          entry.setTime((20_000 + daysLater) * MILLIS_PER_DAY);
          packed.putNextEntry(entry);
          packed.write(each.getValue().getBytes(StandardCharsets.UTF_8));
          packed.closeEntry();
        }
      }
      files.add(0, file);
    }
    return CertifyingCode.digest(files);
  }

  @ParameterizedTest
  @CsvSource({
    "backbench-spi-1.0-SNAPSHOT.jar, backbench/spi/Model.class",
    "backbench-oracle-1.0-SNAPSHOT.jar, backbench/oracle/Matrix.class",
    "backbench-oracle-1.0-SNAPSHOT.jar, backbench/certificate/Certifier.class",
    "backbench-worker-1.0-SNAPSHOT.jar, backbench/worker/wire/Job.class",
    "backbench-worker-1.0-SNAPSHOT.jar, META-INF/services/a.Service",
    "a-jar-that-nobody-thought-of-2.jar, a/B.class"
  })
  void whatACertificateDependsOnCounts(String jar, String entry) throws IOException {
    String before = digest(0);
    put(jar, entry, "changed");
    assertThat(digest(0)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "backbench-data-1.0-SNAPSHOT.jar, backbench/data/Datasets.class",
    "backbench-oracle-1.0-SNAPSHOT.jar, META-INF/maven/b/pom.properties",
    "HdrHistogram-2.2.2.jar, org/HdrHistogram/Histogram.class",
    "jspecify-1.0.1.jar, org/jspecify/annotations/NullMarked.class"
  })
  void whatItDoesNotDependOnDoesNotCount(String jar, String entry) throws IOException {
    String before = digest(0);
    put(jar, entry, "changed");
    assertThat(digest(0)).isEqualTo(before);
  }

  @Test
  void aClassThatIsGoneOrHasAnotherNameCounts() throws IOException {
    String before = digest(0);
    Map<String, String> oracle = jars.get("backbench-oracle-1.0-SNAPSHOT.jar");
    String code = oracle.remove("backbench/oracle/Matrix.class");
    assertThat(digest(0)).isNotEqualTo(before);
    oracle.put("backbench/oracle/Matrixes.class", code);
    assertThat(digest(0)).isNotEqualTo(before);
  }

  @Test
  void theSameCodePackedAgainIsTheSame() throws IOException {
    assertThat(digest(7)).isEqualTo(digest(0));
  }

  @Test
  void aJarThatCannotBeReadIsNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("backbench-spi-1.0.jar"), "no jar");
    assertThatThrownBy(() -> CertifyingCode.digest(List.of(broken)))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("backbench-spi-1.0.jar");
  }
}

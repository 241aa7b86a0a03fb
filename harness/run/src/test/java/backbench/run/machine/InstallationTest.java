package backbench.run.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {

  @Test
  void dataIsWhereTheEnvironmentSaysElseInTheCache() {
    assertThat(Installation.defaultData(Map.of("BACKBENCH_DATA", "d", "BACKBENCH_CACHE", "c")))
        .isEqualTo(Path.of("d"));
    assertThat(Installation.defaultData(Map.of("BACKBENCH_CACHE", "c", "XDG_CACHE_HOME", "x")))
        .isEqualTo(Path.of("c/data"));
    assertThat(Installation.defaultData(Map.of("XDG_CACHE_HOME", "x")))
        .isEqualTo(Path.of("x/backbench/data"));
    assertThat(Installation.defaultData(Map.of("BACKBENCH_DATA", "")))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/backbench/data"));
  }
}

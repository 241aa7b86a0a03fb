package backbench.dl4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeBuildTest {

  @ParameterizedTest
  @CsvSource({
    "linux, x86_64, 3, AVX2",
    "linux, x86_64, 2, AVX2",
    "linux, x86_64, 1, BASELINE",
    "windows, x86_64, 2, AVX2",
    "osx, x86_64, 0, BASELINE",
    "osx, aarch64, 0, PLAIN",
    "linux, aarch64, 0, PLAIN",
  })
  void theProcessorDecides(String os, String architecture, int vectorLevel, NativeBuild build) {
    assertThat(NativeBuild.of(new Platform(os, architecture), vectorLevel)).isEqualTo(build);
  }

  @Test
  void aBuildOfThisMachinesArchitectureIsChosen() {
    boolean x86 = Platform.current().architecture().equals("x86_64");
    assertThat(NativeBuild.forThisMachine() == NativeBuild.PLAIN).isNotEqualTo(x86);
  }
}

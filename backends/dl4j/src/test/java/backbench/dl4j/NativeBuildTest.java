package backbench.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeBuildTest {

  private static final Set<String> SKYLAKE_SERVER =
      Set.of("sse2", "avx2", "avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd");

  @Test
  void aProcessorWithAllOfSkylakesAvx512GetsThatBuild() {
    assertThat(NativeBuild.forFlags(SKYLAKE_SERVER)).isEqualTo(NativeBuild.AVX512);
  }

  @Test
  void aProcessorWithOnlyTheFoundationOfAvx512GetsTheBaseline() {
    assertThat(NativeBuild.forFlags(Set.of("sse2", "avx2", "avx512f")))
        .isEqualTo(NativeBuild.BASELINE);
  }

  @Test
  void aProcessorThatCannotBeReadGetsTheBaseline() {
    assertThat(NativeBuild.forFlags(Set.of())).isEqualTo(NativeBuild.BASELINE);
  }
}

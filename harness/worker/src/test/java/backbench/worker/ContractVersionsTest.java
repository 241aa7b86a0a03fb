package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContractVersionsTest {

  @Test
  void otherFailuresAreNotBlamedOnTheContract() {
    assertThat(ContractVersions.refusal(new NoSuchMethodError("'void engine.Native.start()'")))
        .isEmpty();
    assertThat(ContractVersions.refusal(new IllegalStateException("backbench.spi.Backend")))
        .isEmpty();
  }
}

package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Contract;
import org.junit.jupiter.api.Test;

class ContractVersionsTest {

  /** Says which contract it is built for, as a provider of today does. */
  private static final class Told extends UntoldProvider {

    @Override
    public int contractVersion() {
      return Contract.VERSION;
    }
  }

  @Test
  void onlyThisVersionOfTheContractIsAccepted() {
    assertThat(ContractVersions.refusal(Contract.VERSION)).isEmpty();
    assertThat(ContractVersions.refusal(Contract.VERSION - 1).orElseThrow())
        .startsWith("it is built for version 1 of the contract, and this Backbench has version 2; ")
        .contains("build it against this Backbench");
    assertThat(ContractVersions.refusal(Contract.VERSION + 1).orElseThrow())
        .startsWith("it is built for version 3 of the contract, and this Backbench has version 2; ")
        .contains("use a newer Backbench");
  }

  @Test
  void aProviderThatDoesNotSayItsVersionIsOfTheFirst() {
    assertThat(ContractVersions.refusal(UntoldProvider.class))
        .isEqualTo(ContractVersions.refusal(1));
    assertThat(ContractVersions.refusal(Told.class)).isEmpty();
  }

  @Test
  void aPartOfTheContractThatIsMissingIsNamed() {
    assertThat(
            ContractVersions.refusal(
                    new NoSuchMethodError("'void backbench.spi.BackendInfo.colour()'"))
                .orElseThrow())
        .contains("another state of the contract than version 2")
        .contains("misses 'void backbench.spi.BackendInfo.colour()'; build it against this");
    assertThat(ContractVersions.refusal(new NoClassDefFoundError("backbench/graph/Colour")))
        .isPresent();
  }

  @Test
  void aMissingPartIsFoundBehindTwentyFailuresAtMost() {
    Throwable missing = new NoClassDefFoundError("backbench/error/Colour");
    assertThat(ContractVersions.refusal(wrapped(missing, 19))).isPresent();
    assertThat(ContractVersions.refusal(wrapped(missing, 20))).isEmpty();
  }

  private static Throwable wrapped(Throwable cause, int times) {
    Throwable failure = cause;
    for (int i = 0; i < times; i++) {
      failure = new IllegalStateException("the plugin fails", failure);
    }
    return failure;
  }

  @Test
  void otherFailuresAreNotBlamedOnTheContract() {
    assertThat(ContractVersions.refusal(new NoSuchMethodError("'void engine.Native.start()'")))
        .isEmpty();
    assertThat(ContractVersions.refusal(new IllegalStateException("backbench.spi.Backend")))
        .isEmpty();
  }
}

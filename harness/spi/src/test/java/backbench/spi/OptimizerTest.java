package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  @Test
  void adamsRateIsCorrectedForMeansThatStartAtZero() {
    Optimizer.Adam adam = new Optimizer.Adam(0.01);
    assertThat(adam.rate(1)).isEqualTo(0.01 * Math.sqrt(0.001) / 0.1, offset(1e-15));
    assertThat(adam.rate(2)).isEqualTo(0.01 * Math.sqrt(0.001999) / 0.19, offset(1e-15));
    assertThat(adam.rate(100_000)).isEqualTo(0.01, offset(1e-15));
  }

  @Test
  void rmsPropHasNoMeanAndOneRate() {
    Optimizer.RmsProp rmsProp = new Optimizer.RmsProp(0.01);
    assertThat(rmsProp.beta1()).isZero();
    assertThat(rmsProp.beta2()).isEqualTo(0.9);
    assertThat(rmsProp.epsilon()).isEqualTo(1e-7);
    assertThat(rmsProp.rate(1)).isEqualTo(0.01);
    assertThat(rmsProp.rate(100_000)).isEqualTo(0.01);
  }

  @Test
  void constantsOutsideTheirRangesAreRefused() {
    assertRefused(() -> new Optimizer.RmsProp(0), "a learning rate is finite and above 0, not 0.0");
    assertRefused(() -> new Optimizer.RmsProp(0.1, 1, 1e-7), "rho is from 0 to below 1, not 1.0");
    assertRefused(
        () -> new Optimizer.RmsProp(0.1, 0.9, 0), "epsilon is above 0 and below 1, not 0.0");
    assertRefused(
        () -> new Optimizer.Adam(0.1, 0.9, 0.999, 1), "epsilon is above 0 and below 1, not 1.0");
  }

  @Test
  void aVisitorOfAdaptiveOptimisersHandlesThemAllAndRefusesWhatItDoesNotHandle() {
    OptimizerVisitor<Double> beta2 =
        new OptimizerVisitor<>() {
          @Override
          public Double adaptive(Optimizer.Adaptive adaptive) {
            return adaptive.beta2();
          }
        };
    assertThat(new Optimizer.Adam(0.1).accept(beta2)).isEqualTo(0.999);
    assertThat(new Optimizer.RmsProp(0.1).accept(beta2)).isEqualTo(0.9);
    assertThatThrownBy(() -> new Optimizer.Sgd(0.1).accept(beta2))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_OPTIMIZER))
        .hasMessage("this backend has no optimiser Sgd");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage(message);
  }
}

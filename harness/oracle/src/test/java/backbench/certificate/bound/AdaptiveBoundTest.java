package backbench.certificate.bound;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Optimizer;
import backbench.spi.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveBoundTest {

  private static final int ELEMENTS = 2000;
  private static final int STEPS = 5;
  private static final double ERROR = 1e-7;
  private static final double RATE = 1e-3;

  private final PinnedRandom random = new PinnedRandom(5);
  private final OracleParameter exact = parameter();
  private final OracleParameter disturbed = parameter();

  static Stream<Optimizer.Adaptive> optimizers() {
    return Stream.of(new Optimizer.Adam(RATE), new Optimizer.RmsProp(RATE));
  }

  /** Makes steps on gradients of 1e-10 to 1, known up to 1e-7. */
  private AdaptiveBound run(Optimizer.Adaptive optimizer) {
    AdaptiveBound bound = new AdaptiveBound(optimizer, ELEMENTS);
    OracleOptimizer update = OracleOptimizer.of(optimizer, Rounding.NONE);
    OracleOptimizer disturbedUpdate = OracleOptimizer.of(optimizer, Rounding.NONE);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < ELEMENTS; i++) {
        double gradient = magnitude(i) * random.nextGaussian();
        exact.gradient()[i] = gradient;
        disturbed.gradient()[i] = gradient + (random.nextLong() < 0 ? ERROR : -ERROR);
      }
      bound.step(exact, i -> ERROR);
      update.update(List.of(exact));
      disturbedUpdate.update(List.of(disturbed));
    }
    return bound;
  }

  private static double magnitude(int element) {
    return Math.pow(10, -10.0 * element / ELEMENTS);
  }

  private static OracleParameter parameter() {
    ParameterInfo info =
        new ParameterInfo(
            "n.weight",
            ParameterRole.WEIGHT,
            List.of(ELEMENTS),
            new Initializer.Zeros(),
            ELEMENTS,
            ELEMENTS);
    return new OracleParameter(info, Tensor.zeros(info.dims()));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void noGradientWithinItsErrorLeavesTheBound(Optimizer.Adaptive optimizer) {
    AdaptiveBound bound = run(optimizer);
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(Math.abs(exact.values()[i] - disturbed.values()[i]))
          .as("element %d", i)
          .isLessThanOrEqualTo(bound.total(i));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whatIsKnownWellIsHeldTightly(Optimizer.Adaptive optimizer) {
    AdaptiveBound bound = run(optimizer);
    int tight = 0;
    for (int i = 0; i < ELEMENTS / 10; i++) {
      tight += bound.total(i) < 1e-3 * RATE ? 1 : 0;
    }
    assertThat(tight).isGreaterThan(ELEMENTS / 10 * 9 / 10);
  }

  @Test
  void whatIsNotKnownIsFreeOnlyWithinAdamsReach() {
    AdaptiveBound bound = run(new Optimizer.Adam(RATE));
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(bound.total(i)).isLessThan(2.5 * STEPS * RATE);
    }
  }

  @Test
  void whatIsNotKnownIsFreeOnlyWithinRmsPropsReach() {
    Optimizer.RmsProp rmsProp = new Optimizer.RmsProp(RATE);
    AdaptiveBound bound = run(rmsProp);
    // From the largest step one way, that of a gradient without a past, to the largest the other.
    double reach = 2 * RATE / Math.sqrt(1 - rmsProp.rho());
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(bound.total(i)).isLessThan(1.001 * STEPS * reach);
    }
  }

  @Test
  void constantsInSinglePrecisionStayWithinTheBound() {
    Optimizer.RmsProp rounded = new Optimizer.RmsProp((float) RATE, 0.9f, 1e-7f);
    AdaptiveBound bound = new AdaptiveBound(new Optimizer.RmsProp(RATE), ELEMENTS);
    OracleOptimizer update = OracleOptimizer.of(new Optimizer.RmsProp(RATE), Rounding.NONE);
    OracleOptimizer roundedUpdate = OracleOptimizer.of(rounded, Rounding.NONE);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < ELEMENTS; i++) {
        exact.gradient()[i] = magnitude(i) * random.nextGaussian();
        disturbed.gradient()[i] = exact.gradient()[i];
      }
      bound.step(exact, i -> 0);
      update.update(List.of(exact));
      roundedUpdate.update(List.of(disturbed));
    }
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(Math.abs(exact.values()[i] - disturbed.values()[i]))
          .as("element %d", i)
          .isLessThanOrEqualTo(bound.total(i));
    }
  }

  @Test
  void aSecondMomentWithoutMemoryHasABound() {
    Optimizer.Adam forgetful = new Optimizer.Adam(RATE, 0.9, 0, 1e-7);
    AdaptiveBound own = new AdaptiveBound(forgetful, ELEMENTS);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < ELEMENTS; i++) {
        exact.gradient()[i] = magnitude(i) * random.nextGaussian();
      }
      own.step(exact, i -> ERROR);
    }
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(own.at(i)).isNotNaN().isNotNegative();
    }
  }
}

package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.OracleParameter;
import backbench.oracle.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Optimizer;
import backbench.spi.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamBoundTest {

  private static final int ELEMENTS = 2000;
  private static final int STEPS = 5;
  private static final double ERROR = 1e-7;
  private static final Optimizer.Adam ADAM = new Optimizer.Adam(1e-3);

  private final PinnedRandom random = new PinnedRandom(5);
  private final AdamBound bound = new AdamBound(ADAM, ELEMENTS);
  private final OracleParameter exact = parameter();
  private final OracleParameter disturbed = parameter();

  /** Makes steps on gradients of 1e-10 to 1, known up to 1e-7. */
  private void run() {
    OracleOptimizer update = OracleOptimizer.of(ADAM, Rounding.NONE);
    OracleOptimizer disturbedUpdate = OracleOptimizer.of(ADAM, Rounding.NONE);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < ELEMENTS; i++) {
        double gradient = magnitude(i) * random.nextGaussian();
        exact.gradient()[i] = gradient;
        disturbed.gradient()[i] = gradient + (random.nextLong() < 0 ? ERROR : -ERROR);
      }
      bound.step(exact, ERROR);
      update.update(List.of(exact));
      disturbedUpdate.update(List.of(disturbed));
    }
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

  @Test
  void noGradientWithinItsErrorLeavesTheBound() {
    run();
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(Math.abs(exact.values()[i] - disturbed.values()[i]))
          .as("element %d", i)
          .isLessThanOrEqualTo(bound.total(i));
    }
  }

  @Test
  void whatIsKnownWellIsHeldTightly() {
    run();
    int tight = 0;
    for (int i = 0; i < ELEMENTS / 10; i++) {
      tight += bound.total(i) < 1e-3 * ADAM.learningRate() ? 1 : 0;
    }
    assertThat(tight).isGreaterThan(ELEMENTS / 10 * 9 / 10);
  }

  @Test
  void whatIsNotKnownIsFreeOnlyWithinAdamsReach() {
    run();
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(bound.total(i)).isLessThan(2.5 * STEPS * ADAM.learningRate());
    }
  }

  @Test
  void aSecondMomentWithoutMemoryHasABound() {
    Optimizer.Adam forgetful = new Optimizer.Adam(1e-3, 0.9, 0, 1e-7);
    AdamBound own = new AdamBound(forgetful, ELEMENTS);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < ELEMENTS; i++) {
        exact.gradient()[i] = magnitude(i) * random.nextGaussian();
      }
      own.step(exact, ERROR);
    }
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(own.at(i)).isNotNaN().isNotNegative();
    }
  }
}

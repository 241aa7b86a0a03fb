package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.BackendInfo;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that each rule fails a backend that reports something else in its own place, and passes
 * what single precision costs.
 */
class BentReportsTest {

  /**
   * Far above what single precision costs so small a network, and ten times below a gross error.
   */
  private static final double SOME = 1e-3;

  private static final ResolvedGraph GRAPH =
      new Graph(
              "small",
              Shape.vector(6),
              List.of(
                  new Node("hidden", new Layer.Dense(5), List.of("input")),
                  new Node("norm", new Layer.BatchNorm(), List.of("hidden")),
                  new Node("relu", new Layer.Relu(), List.of("norm")),
                  new Node("logits", new Layer.Dense(3), List.of("relu"))),
              "logits")
          .resolve();

  private static Certificate certify(HonestBackend backend) {
    return Certifier.certify(
        BackendInfo.builder("honest", "Honest", GRAPH.kinds()).build(),
        backend,
        GRAPH,
        CertificationRecipe.of(new TrainingSpec(new Optimizer.Sgd(0.1, 0.9))).withBatchSize(16));
  }

  private static List<String> failed(HonestBackend backend) {
    return certify(backend).rules().stream()
        .filter(rule -> !rule.passed())
        .map(RuleResult::rule)
        .toList();
  }

  @Test
  void whatSinglePrecisionCostsPassesEachRuleAndTolerancesAreOfItsSize() {
    Certificate certificate = certify(new HonestBackend());
    assertThat(certificate.rules()).allMatch(RuleResult::passed);
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.backend()).isEqualTo("honest");
    assertThat(certificate.network()).isEqualTo("small");
    assertThat(certificate.deviations()).isEmpty();
    for (RuleResult rule : certificate.rules()) {
      if (List.of("N1", "N2", "N5", "N6").contains(rule.rule())) {
        assertThat(rule.tolerance()).as(rule.rule()).isLessThan(SOME / 2);
      }
      assertThat(rule.usedTolerance()).as(rule.rule()).isLessThan(0.5);
    }
  }

  @Test
  void oneLogitBeforeTrainingIsHeldByN1() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void logits(int model, int steps, float[] logits) {
                    if (model == 1 && steps == 0) {
                      logits[4] += (float) (2 * SOME * largest(logits));
                    }
                  }
                }))
        .containsExactly("N1");
  }

  @Test
  void theLossOfEachStepIsHeldByN2() {
    for (int bent = 1; bent <= 3; bent++) {
      int step = bent;
      assertThat(
              failed(
                  new HonestBackend() {
                    @Override
                    double loss(int model, int number, double loss) {
                      return model == 2 && number == step ? loss * (1 + SOME) : loss;
                    }
                  }))
          .as("step %d", step)
          .containsExactly("N2");
    }
  }

  @Test
  void oneElementOfAGradientIsHeldByN3() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void parameters(int model, int steps, Parameters parameters) {
                    if (model == 1 && steps == 1) {
                      parameters.get("logits.weight").data()[7] += 0.02f;
                    }
                  }
                }))
        .containsExactly("N3");
  }

  @Test
  void aMovingStatisticIsHeldByN5() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void parameters(int model, int steps, Parameters parameters) {
                    if (model == 1 && steps == 1) {
                      parameters.get("norm.moving_mean").data()[2] += (float) SOME;
                    }
                  }
                }))
        .containsExactly("N5");
  }

  @Test
  void oneParameterAfterAStepIsHeldByN4() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void parameters(int model, int steps, Parameters parameters) {
                    if (model == 2 && steps == 2) {
                      parameters.get("logits.weight").data()[7] += 0.02f;
                    }
                  }
                }))
        .contains("N4")
        .doesNotContain("N1", "N3", "N7", "N8", "N9");
  }

  @Test
  void logitsAfterTrainingAreHeldByN6() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void logits(int model, int steps, float[] logits) {
                    if (model == 2 && steps == 3) {
                      logits[4] += (float) (2 * SOME * largest(logits));
                    }
                  }
                }))
        .containsExactly("N6");
  }

  @Test
  void theSameAgainFromTheSameStartIsHeldByN7AndWithPredictionsBetweenByN8() {
    for (int bent = 3; bent <= 4; bent++) {
      int run = bent;
      assertThat(
              failed(
                  new HonestBackend() {
                    @Override
                    void parameters(int model, int steps, Parameters parameters) {
                      if (model == run && steps == 3) {
                        parameters.get("logits.weight").data()[7] += 0.05f;
                      }
                    }
                  }))
          .containsExactly(run == 3 ? "N7" : "N8");
    }
  }

  @Test
  void parametersAsTheyWereHandedInAreHeldToTheLastBitByN9() {
    assertThat(
            failed(
                new HonestBackend() {
                  @Override
                  void parameters(int model, int steps, Parameters parameters) {
                    if (model == 1 && steps == 0) {
                      float[] weights = parameters.get("hidden.weight").data();
                      weights[3] = Math.nextUp(weights[3]);
                    }
                  }
                }))
        .containsExactly("N9");
  }

  @Test
  void aModelThatThrowsFailsTheRulesThatItKeepsFromBeingCheckedAndTheOthersGoOn() {
    HonestBackend throwing =
        new HonestBackend() {
          @Override
          double loss(int model, int step, double loss) {
            if (model == 3) {
              throw new IllegalStateException("no third model");
            }
            return loss;
          }
        };
    Certificate certificate = certify(throwing);
    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.rules().stream().filter(rule -> !rule.passed()))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.rule()).isEqualTo("N7");
              assertThat(rule.detail()).contains("no third model");
            });
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}

package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.ResolvedGraph;
import backbench.plausibility.LeastWork;
import backbench.specs.SpecKind;
import backbench.specs.reader.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the least work of every network that is shipped against the direct algorithm's. */
class LeastWorkOfShippedNetworksTest {

  private static final Path ROOT = Path.of(System.getProperty("backbench.root"));
  private static final Catalog CATALOG = Catalog.of(ROOT.resolve("specs"));
  private static final Path DOCUMENT = ROOT.resolve("harness/docs/plausibility.md");

  static List<String> networks() {
    return CATALOG.names(SpecKind.ARCHITECTURE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isBelowTheDirectAlgorithmNotFarBelowAndAsDocumented(String network) {
    ResolvedGraph graph = CATALOG.architecture(network).graph();
    long forward = graph.flops().forward() / 2;
    long training = graph.flops().training() / 2;
    LeastWork prediction = LeastWork.ofPrediction(graph);
    LeastWork step = LeastWork.ofTraining(graph);

    assertThat(prediction.multiplications()).isBetween(forward / 16, forward);
    assertThat(step.multiplications()).isBetween(training / 25, training);
    assertThat(step.multiplications()).isGreaterThan(prediction.multiplications());
    // All weights of the shipped networks are used, and biases and batch norm are the rest.
    assertThat(step.weightBytes())
        .isBetween(graph.parameterCount() * 39 / 10, graph.parameterCount() * 4);
    assertThat(prediction.weightBytes()).isEqualTo(step.weightBytes());
    assertThat(step.sampleBytes()).isLessThanOrEqualTo(4L * graph.inputShape().size());
    assertThat(DOCUMENT)
        .content()
        .contains(
            String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d |",
                network,
                forward,
                prediction.multiplications(),
                training,
                step.multiplications()));
  }
}

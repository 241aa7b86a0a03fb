package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.tck.engine.FloatEngine;
import backbench.tck.reference.ReferenceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tolerances to what correct engines need: at most half, however they compute sums. */
class CorrectEnginesTest {

  private static final Map<String, ResolvedGraph> NETWORKS = new LinkedHashMap<>();

  static {
    NETWORKS.put("LeNet with batch norm", TestNetworks.leNetWithBatchNorm());
    NETWORKS.put("perceptron with batch norm", TestNetworks.perceptronWithBatchNorm());
    NETWORKS.put("deep", TestNetworks.deep());
    NETWORKS.put("deep with batch norm", TestNetworks.deepWithBatchNorm());
    NETWORKS.put("local response norm", TestNetworks.normalisedLocally());
  }

  private static final List<Optimizer> OPTIMIZERS =
      List.of(new Optimizer.Adam(1e-3), new Optimizer.Sgd(0.05, 0.9), new Optimizer.RmsProp(1e-3));

  @TempDir Path scratch;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    int next = 0;
    for (String network : NETWORKS.keySet()) {
      for (FloatEngine engine : FloatEngine.values()) {
        cases.add(Arguments.arguments(network, engine, OPTIMIZERS.get(next++ % OPTIMIZERS.size())));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCorrectEngineUsesAtMostHalfOfEachTolerance(
      String network, FloatEngine engine, Optimizer optimizer) {
    Certificate certificate = certify(engine, NETWORKS.get(network), optimizer);
    assertThat(certificate.passed()).as("%s", certificate).isTrue();
    assertThat(certificate.rules())
        .allSatisfy(
            rule -> assertThat(rule.usedTolerance()).as("%s", rule).isLessThanOrEqualTo(0.5));
  }

  private Certificate certify(FloatEngine engine, ResolvedGraph graph, Optimizer optimizer) {
    ReferenceProvider provider = new ReferenceProvider(engine.asDefect());
    try (Backend backend = provider.open(BackendConfig.cpu(1, 1, scratch))) {
      return Certifier.certify(
          provider.info(), backend, graph, CertificationRecipe.of(new TrainingSpec(optimizer)));
    }
  }
}

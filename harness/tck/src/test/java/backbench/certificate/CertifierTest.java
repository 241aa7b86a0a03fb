package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.tck.reference.ReferenceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifierTest {

  @TempDir Path scratch;

  @Test
  void aCorrectBackendPassesEveryRuleOnTheLargestMnistNetwork() {
    Padding same = new Padding.Same();
    Window pool = Window.square(2, 2, new Padding.Valid());
    ResolvedGraph graph =
        chain(
            Shape.image(1, 28, 28),
            new Layer.Conv2d(32, Window.square(4, 1, same), true),
            new Layer.Relu(),
            new Layer.MaxPool2d(pool),
            new Layer.Conv2d(64, Window.square(4, 1, same), true),
            new Layer.Relu(),
            new Layer.MaxPool2d(pool),
            new Layer.Flatten(),
            new Layer.Dense(1024),
            new Layer.Relu(),
            new Layer.Dense(10));
    CertificationRecipe recipe =
        CertificationRecipe.of(new TrainingSpec(new Optimizer.Adam(1e-3)))
            .withInitial(
                Map.of(
                    ParameterRole.WEIGHT, new Initializer.Normal(0.1),
                    ParameterRole.BIAS, new Initializer.Normal(0.1)));
    Certificate certificate = certify(graph, recipe);
    assertThat(certificate.passed()).as("%s", certificate).isTrue();
  }

  private Certificate certify(ResolvedGraph graph, CertificationRecipe recipe) {
    ReferenceProvider provider = new ReferenceProvider();
    try (Backend backend = provider.open(BackendConfig.cpu(1, 1, scratch))) {
      return Certifier.certify(provider.info(), backend, graph, recipe);
    }
  }

  private static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String node = "n" + nodes.size();
      nodes.add(new Node(node, layer, List.of(last)));
      last = node;
    }
    return new Graph("chain", input, nodes, last).resolve();
  }
}

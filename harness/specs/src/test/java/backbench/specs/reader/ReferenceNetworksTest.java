package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.specs.SpecKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the shipped networks to what their authors printed. */
class ReferenceNetworksTest {

  private final Catalog catalog = Catalog.of(Specs.SHIPPED);

  @ParameterizedTest
  @CsvSource({
    "lenet-mnist, 3255914, 3255914, 1, 28, 10",
    "lenet-cifar10, 4239978, 4239978, 3, 32, 10",
    "deep-cnn, 78602, 78602, 1, 28, 10",
    "deep-cnn-bn, 79114, 78858, 1, 28, 10",
    "nin, 31850, 31658, 1, 28, 10",
    "alexnet-half, 14674221, 14673869, 3, 227, 45",
    "alexnet-half-lrn, 14673517, 14673517, 3, 227, 45",
    "cnn-cluttered, 1085322, 1085322, 1, 60, 10",
    "st-cnn-cluttered, 944750, 944750, 1, 60, 10",
    "conv3x3, 13602, 13602, 1, 28, 10",
    "conv3x3-keras, 13610, 13610, 1, 28, 10",
  })
  void everyNetworkHasThePublishedCountsAndShapes(
      String id, long total, long trainable, int channels, int side, int classes) {
    ResolvedGraph graph = catalog.architecture(id).graph();

    assertThat(graph.parameterCount()).isEqualTo(total);
    assertThat(graph.trainableCount()).isEqualTo(trainable);
    assertThat(graph.inputShape()).isEqualTo(Shape.image(channels, side, side));
    assertThat(graph.output().outputShape()).isEqualTo(Shape.vector(classes));
  }

  @Test
  void noNetworkIsForgotten() {
    assertThat(catalog.names(SpecKind.ARCHITECTURE)).hasSize(11);
  }

  @Test
  void theLocalisationNetworkHasThePublishedCount() {
    ResolvedGraph graph = catalog.architecture("st-cnn-cluttered").graph();
    long count =
        graph.nodes().stream()
            .filter(node -> node.name().startsWith("loc_") || node.name().equals("theta"))
            .flatMap(node -> node.parameters().stream())
            .mapToLong(parameter -> parameter.size())
            .sum();

    assertThat(count).isEqualTo(476_580);
  }

  @Test
  void theIntermediateShapesOfAlexNetAreThePublishedOnes() {
    ResolvedGraph graph = catalog.architecture("alexnet-half").graph();

    assertThat(
            List.of("conv1", "pool1", "conv2", "pool2", "conv5", "pool3", "flatten1").stream()
                .map(graph::node)
                .map(ResolvedNode::outputShape))
        .containsExactly(
            Shape.image(48, 55, 55),
            Shape.image(48, 27, 27),
            Shape.image(128, 27, 27),
            Shape.image(128, 13, 13),
            Shape.image(128, 13, 13),
            Shape.image(128, 6, 6),
            Shape.vector(4608));
  }

  @Test
  void networksDifferInDigestAndOneNetworkKeepsIts() {
    List<String> digests =
        catalog.names(SpecKind.ARCHITECTURE).stream()
            .map(id -> catalog.architecture(id).digest())
            .toList();

    assertThat(digests).doesNotHaveDuplicates();
    assertThat(catalog.architecture("nin").digest())
        .isEqualTo(catalog.architecture("nin").digest());
  }
}

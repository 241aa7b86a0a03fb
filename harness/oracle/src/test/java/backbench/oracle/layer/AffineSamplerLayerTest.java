package backbench.oracle.layer;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffineSamplerLayerTest {

  @Test
  void samplerAlignsCornersAndReadsZerosOutside() {
    OracleLayer layer =
        new AffineSamplerLayer(Shape.image(1, 2, 3), Shape.image(1, 2, 3), Rounding.NONE);
    double[] image = {1, 2, 3, 4, 5, 6};
    double[] identity = {1, 0, 0, 0, 1, 0};
    assertThat(layer.forward(List.of(image, identity), 1, false)).containsExactly(image);
    // Half a pixel to the right: x is 1 wide over two pixels.
    double[] right = {1, 0, 0.5, 0, 1, 0};
    assertThat(layer.forward(List.of(image, right), 1, false))
        .containsExactly(1.5, 2.5, 1.5, 4.5, 5.5, 3);
    double[] transposed = {0, 1, 0, 1, 0, 0};
    assertThat(layer.forward(List.of(image, transposed), 1, false))
        .containsExactly(1, 2.5, 4, 3, 4.5, 6);
  }
}

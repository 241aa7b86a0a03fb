package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnNativePlatform(PyTorchProvider.class)
class LayerSemanticsTest {

  private static final Layer FLATTEN = new Layer.Flatten();

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"channels-first", "channels-last"})
  void anEvenKernelWithSamePaddingHasOneZeroBeforeAndTwoAfter(String format) {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(2, 5, 6),
            new Layer.Conv2d(3, Window.square(4, 1, new Padding.Same()), true),
            FLATTEN);
    Parameters parameters = Networks.parameters(graph);
    Batch batch = Networks.batch(graph, 2);
    Tensor logits = predict(format, graph, parameters, batch);
    float[] x = batch.images().data();
    float[] w = parameters.get("a.weight").data();
    float[] b = parameters.get("a.bias").data();
    for (int n = 0; n < 2; n++) {
      for (int o = 0; o < 3; o++) {
        for (int i = 0; i < 5; i++) {
          for (int j = 0; j < 6; j++) {
            double sum = b[o];
            for (int c = 0; c < 2; c++) {
              for (int u = 0; u < 4; u++) {
                for (int v = 0; v < 4; v++) {
                  int row = i + u - 1;
                  int column = j + v - 1;
                  if (row >= 0 && row < 5 && column >= 0 && column < 6) {
                    sum +=
                        (double) w[((o * 2 + c) * 4 + u) * 4 + v]
                            * x[((n * 2 + c) * 5 + row) * 6 + column];
                  }
                }
              }
            }
            assertThat((double) logits.data()[((n * 3 + o) * 5 + i) * 6 + j])
                .isCloseTo(sum, within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void poolingDropsTheRemainderAndFlattenKeepsChannelRowColumnOrder() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(2, 3, 3),
            new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid())),
            FLATTEN);
    float[] images = new float[18];
    for (int i = 0; i < images.length; i++) {
      images[i] = i;
    }
    Batch batch = new Batch(new Tensor(List.of(1, 2, 3, 3), images), new int[] {0});
    assertThat(predict("channels-last", graph, new Parameters(Map.of()), batch).data())
        .containsExactly(4, 13);
  }

  @Test
  void aMeanCountsNoPadding() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(1, 2, 2),
            new Layer.AvgPool2d(Window.square(2, 2, new Padding.Explicit(1, 1, 0, 0))),
            FLATTEN);
    Batch batch =
        new Batch(new Tensor(List.of(1, 1, 2, 2), new float[] {1, 3, 5, 7}), new int[] {0});
    assertThat(predict("channels-first", graph, new Parameters(Map.of()), batch).data())
        .containsExactly(2, 6);
  }

  @Test
  void paddingNeverWinsAMaximum() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(1, 2, 2),
            new Layer.MaxPool2d(Window.square(2, 2, new Padding.Explicit(0, 1, 1, 0))),
            FLATTEN);
    Batch batch =
        new Batch(new Tensor(List.of(1, 1, 2, 2), new float[] {-4, -3, -2, -1}), new int[] {0});
    assertThat(predict("channels-first", graph, new Parameters(Map.of()), batch).data())
        .containsExactly(-2);
  }

  @Test
  void aNotANumberReachesTheLogits() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(1, 4, 4),
            new Layer.Relu(),
            new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid())),
            FLATTEN);
    float[] images = new float[16];
    images[5] = Float.NaN;
    Batch batch = new Batch(new Tensor(List.of(1, 1, 4, 4), images), new int[] {0});
    assertThat(predict("channels-last", graph, new Parameters(Map.of()), batch).data()[0]).isNaN();
  }

  private Tensor predict(String format, ResolvedGraph graph, Parameters parameters, Batch batch) {
    try (Backend backend = Backends.open(format, 1, scratch);
        Model model = backend.compile(graph, parameters, Optional.empty());
        Staged staged = model.stage(batch)) {
      return model.predict(staged);
    }
  }
}

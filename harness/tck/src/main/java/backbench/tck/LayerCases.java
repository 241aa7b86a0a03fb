package backbench.tck;

import static backbench.tck.LayerCase.shaped;
import static backbench.tck.Networks.SAME;
import static backbench.tck.Networks.VALID;
import static backbench.tck.Networks.between;
import static backbench.tck.Networks.chain;
import static backbench.tck.Networks.classified;
import static backbench.tck.Networks.conv;
import static backbench.tck.Networks.sampled;

import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Padding;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists the awkward shapes of each kind of layer. */
final class LayerCases {

  private LayerCases() {}

  static List<LayerCase> forKind(LayerKind kind) {
    return switch (kind) {
      case CONV2D -> convolutions();
      case MAX_POOL2D -> maxPools();
      case AVG_POOL2D -> pools(Layer.AvgPool2d::new);
      case BATCH_NORM -> batchNorms();
      case LRN -> channelNorms();
      case RELU -> rectifiers();
      case DROPOUT -> dropouts();
      case FLATTEN -> flattens();
      case DENSE -> denses();
      case AFFINE_SAMPLER -> samplers();
    };
  }

  private static List<LayerCase> convolutions() {
    Padding unequal = new Padding.Explicit(2, 0, 1, 3);
    Padding equal = new Padding.Explicit(2, 2, 2, 2);
    return List.of(
        shaped("3×3 same on the input", 1, classified(Shape.image(3, 7, 5), conv(5, 3, SAME))),
        shaped("3×3 same", 3, between(Shape.image(3, 7, 5), conv(5, 3, SAME))),
        shaped(
            "4×4 same pads one before and two after",
            3,
            between(Shape.image(2, 9, 8), conv(4, 4, SAME))),
        shaped("4×4 same on 28×28", 3, classified(Shape.image(1, 28, 28), conv(8, 4, SAME))),
        shaped("2×2 same pads only after", 1, between(Shape.image(2, 5, 7), conv(3, 2, SAME))),
        shaped("3×3 valid, stride 2", 3, between(Shape.image(2, 11, 13), square(3, 3, 2, VALID))),
        shaped(
            "stride 3 above kernel 2", 3, between(Shape.image(2, 11, 7), square(3, 2, 3, VALID))),
        shaped("same, stride 2, odd size", 1, between(Shape.image(2, 7, 9), square(3, 3, 2, SAME))),
        shaped(
            "same, stride 2, even size", 3, between(Shape.image(2, 8, 6), square(3, 3, 2, SAME))),
        shaped("same, stride 3, 5×5", 3, between(Shape.image(2, 13, 11), square(3, 5, 3, SAME))),
        shaped(
            "same, stride 2 above kernel 1",
            1,
            between(Shape.image(3, 6, 7), square(4, 1, 2, SAME))),
        shaped(
            "unequal padding",
            3,
            between(
                Shape.image(2, 6, 5), new Layer.Conv2d(3, new Window(3, 4, 1, 1, unequal), true))),
        shaped(
            "unequal padding with strides",
            1,
            between(
                Shape.image(2, 8, 9), new Layer.Conv2d(3, new Window(3, 4, 2, 3, unequal), true))),
        shaped("equal padding", 1, between(Shape.image(2, 5, 5), square(3, 5, 1, equal))),
        shaped("1×1 from 17 to 33 channels", 3, between(Shape.image(17, 3, 5), conv(33, 1, VALID))),
        shaped("3×3 from 17 to 33 channels", 1, between(Shape.image(17, 5, 7), conv(33, 3, SAME))),
        shaped("kernel as large as the image", 3, between(Shape.image(2, 5, 7), wide(3, 5, 7))),
        shaped("5×1", 1, between(Shape.image(2, 7, 5), wide(3, 5, 1))),
        shaped("1×5", 3, between(Shape.image(2, 5, 7), wide(3, 1, 5))),
        shaped("one channel to one", 1, classified(Shape.image(1, 6, 7), conv(1, 3, VALID))),
        shaped("one pixel", 3, between(Shape.image(3, 1, 1), conv(2, 1, VALID))),
        shaped(
            "no bias",
            3,
            between(Shape.image(3, 7, 5), new Layer.Conv2d(5, Window.square(3, 1, VALID), false))),
        shaped("64 filters on 64 channels", 1, between(Shape.image(64, 4, 4), conv(64, 3, SAME))));
  }

  private static Layer square(int filters, int kernel, int stride, Padding padding) {
    return new Layer.Conv2d(filters, Window.square(kernel, stride, padding), true);
  }

  private static Layer wide(int filters, int height, int width) {
    return new Layer.Conv2d(filters, new Window(height, width, 1, 1, VALID), true);
  }

  private static List<LayerCase> maxPools() {
    List<LayerCase> cases = new ArrayList<>(pools(Layer.MaxPool2d::new));
    Layer padded = new Layer.MaxPool2d(Window.square(3, 2, SAME));
    cases.add(
        shaped(
                "padding never wins over negative pixels",
                3,
                classified(Shape.image(2, 7, 6), padded))
            .withInputs(-2, -1));
    cases.add(
        shaped(
            "behind a rectifier",
            3,
            between(Shape.image(3, 8, 8), new Layer.Relu(), Networks.maxPool(2, 2))));
    return cases;
  }

  private static List<LayerCase> pools(Function<Window, Layer> pool) {
    Padding unequal = new Padding.Explicit(1, 0, 0, 2);
    return List.of(
        pooled("2×2 drops a remainder", 3, Shape.image(3, 7, 9), pool, Window.square(2, 2, VALID)),
        pooled("3×3 overlapping", 1, Shape.image(2, 9, 7), pool, Window.square(3, 2, VALID)),
        pooled("3×3 same, stride 1", 3, Shape.image(2, 5, 7), pool, Window.square(3, 1, SAME)),
        pooled(
            "2×2 same pads only after", 3, Shape.image(2, 7, 5), pool, Window.square(2, 2, SAME)),
        pooled("3×3 same, even size", 1, Shape.image(2, 8, 6), pool, Window.square(3, 2, SAME)),
        pooled("4×4 same", 1, Shape.image(2, 7, 6), pool, Window.square(4, 1, SAME)),
        pooled(
            "2×3, strides 1 and 2", 3, Shape.image(2, 6, 9), pool, new Window(2, 3, 1, 2, VALID)),
        pooled(
            "stride 3 above kernel 2", 1, Shape.image(2, 8, 7), pool, Window.square(2, 3, VALID)),
        pooled("unequal padding", 3, Shape.image(2, 6, 7), pool, Window.square(3, 2, unequal)),
        pooled(
            "window as large as the image",
            3,
            Shape.image(5, 7, 5),
            pool,
            new Window(7, 5, 1, 1, VALID)),
        pooled("1×1 with stride 2", 1, Shape.image(2, 5, 6), pool, Window.square(1, 2, VALID)),
        pooled("17 channels", 1, Shape.image(17, 4, 6), pool, Window.square(2, 2, VALID)));
  }

  private static LayerCase pooled(
      String name, int batchSize, Shape input, Function<Window, Layer> pool, Window window) {
    return shaped(name, batchSize, between(input, pool.apply(window)));
  }

  private static List<LayerCase> batchNorms() {
    Layer standard = new Layer.BatchNorm();
    return List.of(
        shaped("an image", 3, between(Shape.image(5, 6, 7), standard)),
        shaped("on the input", 3, classified(Shape.image(2, 5, 3), standard)),
        shaped("one sample", 1, between(Shape.image(3, 5, 4), standard)),
        shaped("one channel", 3, between(Shape.image(1, 5, 7), standard)),
        shaped("17 channels", 3, between(Shape.image(17, 3, 3), standard)),
        shaped("a vector", 5, between(Shape.vector(7), standard)),
        shaped(
            "its own constants", 3, between(Shape.image(3, 4, 5), new Layer.BatchNorm(0.05, 0.6))),
        shaped("a large mean", 3, between(Shape.image(3, 4, 5), standard)).withInputs(4, 6),
        shaped("a variance near epsilon", 3, classified(Shape.image(3, 4, 5), standard))
            .withInputs(0, 0.1),
        shaped("before a rectifier", 3, between(Shape.image(3, 4, 5), standard, new Layer.Relu())),
        shaped(
            "between convolutions",
            3,
            between(Shape.image(2, 6, 5), standard, new Layer.Relu(), conv(4, 3, SAME), standard)));
  }

  private static List<LayerCase> channelNorms() {
    Layer standard = new Layer.LocalResponseNorm();
    return List.of(
        shaped("the paper's constants", 3, between(Shape.image(11, 3, 4), standard))
            .withInputs(-30, 30),
        shaped("17 channels on the input", 1, classified(Shape.image(17, 2, 3), standard))
            .withInputs(-30, 30),
        shaped("fewer channels than its size", 3, between(Shape.image(3, 4, 3), standard))
            .withInputs(-30, 30),
        shaped("one channel", 1, between(Shape.image(1, 4, 3), standard)).withInputs(-30, 30),
        shaped(
            "its own constants",
            3,
            between(Shape.image(7, 3, 4), new Layer.LocalResponseNorm(3, 1.5, 0.2, 0.6))));
  }

  private static List<LayerCase> rectifiers() {
    return List.of(
        shaped("an image", 3, between(Shape.image(3, 5, 7), new Layer.Relu())),
        shaped("a vector", 3, between(Shape.vector(13), new Layer.Relu())),
        shaped("on the input", 1, classified(Shape.image(2, 3, 5), new Layer.Relu())));
  }

  private static List<LayerCase> dropouts() {
    return List.of(
        shaped("rate 0 on an image", 3, between(Shape.image(3, 5, 4), new Layer.Dropout(0))),
        shaped("rate 0 on a vector", 1, between(Shape.vector(7), new Layer.Dropout(0))));
  }

  private static List<LayerCase> flattens() {
    return List.of(
        shaped("channel, row, column", 3, classified(Shape.image(3, 5, 7))),
        shaped("behind a convolution", 1, between(Shape.image(4, 2, 3))),
        shaped("one pixel", 3, between(Shape.image(5, 1, 1))),
        shaped("one channel", 1, between(Shape.image(1, 3, 4))));
  }

  private static List<LayerCase> denses() {
    Initializer normal = new Initializer.Normal(0.3);
    Layer unbiased = new Layer.Dense(7, false, normal, new Initializer.Zeros());
    return List.of(
        shaped("13 to 7", 3, chain(Shape.vector(13), new Layer.Dense(7))),
        shaped("13 to 7, one sample", 1, chain(Shape.vector(13), new Layer.Dense(7))),
        shaped("no bias", 3, between(Shape.vector(11), unbiased)),
        shaped("one feature", 3, between(Shape.vector(1), new Layer.Dense(5))),
        shaped("one unit between", 3, between(Shape.vector(5), new Layer.Dense(1))),
        shaped("33 to 17", 3, between(Shape.vector(33), new Layer.Dense(17))),
        shaped("257 units", 1, between(Shape.vector(31), new Layer.Dense(257))),
        shaped("as many units as features", 3, between(Shape.vector(16), new Layer.Dense(16))),
        shaped("17 samples", 17, between(Shape.vector(19), new Layer.Dense(23))));
  }

  private static List<LayerCase> samplers() {
    return List.of(
        shaped(
            "shrinks", 3, sampled(Shape.image(2, 9, 8), 5, 4, 0.9, 0.1, 0.05, -0.1, 0.85, -0.04)),
        shaped("grows", 1, sampled(Shape.image(1, 4, 5), 7, 9, 0.7, 0.02, 0.05, -0.03, 0.8, 0.04)),
        shaped("turns", 3, sampled(Shape.image(2, 6, 7), 6, 7, 0.1, -0.8, 0.03, 0.9, 0.15, -0.02)),
        shaped(
            "reads beyond the border",
            3,
            sampled(Shape.image(2, 6, 5), 7, 6, 1.6, 0.1, 0.2, 0.1, 1.7, -0.3)),
        shaped(
            "two rows and columns",
            1,
            sampled(Shape.image(3, 5, 6), 2, 2, 0.8, 0.1, 0.05, 0, 0.7, 0.1)));
  }
}

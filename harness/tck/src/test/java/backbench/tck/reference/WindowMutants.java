package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import java.util.List;

/** Broken convolutions and pools. */
final class WindowMutants {

  private WindowMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("same padding puts the odd pixel before", "L1.3", WindowMutants::flippedPadding),
        new Mutant(
            "explicit padding is read from the other end", "L1.12", WindowMutants::turnedPadding),
        new Mutant(
            "windows of unequal strides lie a pixel off", "L1.13", WindowMutants::shiftedWindows),
        new Mutant("the bias of a convolution is forgotten", "L1.1", WindowMutants::forgottenBias),
        new Mutant("padding wins a max pool as zero", "L2.13", WindowMutants::paddingWins),
        new Mutant("the last of equals wins a max pool", "L2.15", WindowMutants::lastOfEqualsWins),
        new Mutant("a max pool drops NaN", "F3", WindowMutants::poolDropsNaN),
        new Mutant("a mean counts its padding", "L3.3", WindowMutants::paddingCounts));
  }

  private static Defect flippedPadding() {
    return LayerDefect.replaced(
        (layer, node) ->
            layer instanceof Layer.Conv2d conv && conv.window().padding() instanceof Padding.Same
                ? padded(conv, flipped(conv.window().on(node.inputShape())))
                : layer);
  }

  private static Defect turnedPadding() {
    return LayerDefect.replaced(
        (layer, node) ->
            layer instanceof Layer.Conv2d conv
                    && conv.window().padding() instanceof Padding.Explicit
                ? padded(conv, flipped(conv.window().on(node.inputShape())))
                : layer);
  }

  @SuppressWarnings("ArgumentSelectionDefectChecker") // the defect is to exchange them
  private static Padding flipped(Window.Placement placement) {
    return new Padding.Explicit(
        placement.bottom(), placement.top(), placement.right(), placement.left());
  }

  private static Layer.Conv2d padded(Layer.Conv2d conv, Padding padding) {
    Window w = conv.window();
    Window changed =
        new Window(w.kernelHeight(), w.kernelWidth(), w.strideHeight(), w.strideWidth(), padding);
    return new Layer.Conv2d(conv.filters(), changed, conv.bias(), conv.weights(), conv.biases());
  }

  private static Defect shiftedWindows() {
    return LayerDefect.wrapped(
        Layer.Conv2d.class,
        (layer, conv, node) ->
            conv.window().strideHeight() == conv.window().strideWidth()
                ? layer
                : WrappedLayer.input(
                    layer, 0, values -> rotated(values, 1), values -> rotated(values, -1)));
  }

  private static double[] rotated(double[] values, int by) {
    double[] rotated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rotated[i] = values[Math.floorMod(i + by, values.length)];
    }
    return rotated;
  }

  private static Defect forgottenBias() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer conv2d(Layer.Conv2d layer, ResolvedNode node) {
            return super.conv2d(new Layer.Conv2d(layer.filters(), layer.window(), false), node);
          }
        };
      }
    };
  }

  private static Defect paddingWins() {
    return LayerDefect.wrapped(
        Layer.MaxPool2d.class,
        (layer, pool, node) ->
            new WrappedLayer(layer) {
              @Override
              protected double[] leaving(double[] output) {
                int[] counts = counts(pool.window(), node, output.length);
                int taps = pool.window().kernelHeight() * pool.window().kernelWidth();
                double[] changed = output.clone();
                for (int i = 0; i < changed.length; i++) {
                  changed[i] = counts[i] < taps ? Math.max(changed[i], 0) : changed[i];
                }
                return changed;
              }
            });
  }

  /** Counts the pixels of the image in each window. */
  private static int[] counts(Window window, ResolvedNode node, int length) {
    Shape in = node.inputShape();
    Shape out = node.outputShape();
    Window.Placement placement = window.on(in);
    int[] counts = new int[length];
    for (int i = 0; i < length; i++) {
      int top = i / out.width() % out.height() * window.strideHeight() - placement.top();
      int left = i % out.width() * window.strideWidth() - placement.left();
      int rows = Math.min(top + window.kernelHeight(), in.height()) - Math.max(top, 0);
      int columns = Math.min(left + window.kernelWidth(), in.width()) - Math.max(left, 0);
      counts[i] = rows * columns;
    }
    return counts;
  }

  private static Defect paddingCounts() {
    return LayerDefect.wrapped(
        Layer.AvgPool2d.class, (layer, pool, node) -> counting(layer, pool.window(), node));
  }

  private static OracleLayer counting(OracleLayer layer, Window window, ResolvedNode node) {
    return new WrappedLayer(layer) {
      @Override
      protected double[] leaving(double[] output) {
        return diluted(output);
      }

      @Override
      protected double[] arriving(double[] outputGradient) {
        return diluted(outputGradient);
      }

      private double[] diluted(double[] values) {
        int[] counts = counts(window, node, values.length);
        double[] diluted = values.clone();
        for (int i = 0; i < diluted.length; i++) {
          diluted[i] *= (double) counts[i] / (window.kernelHeight() * window.kernelWidth());
        }
        return diluted;
      }
    };
  }

  /** Pools the image upside down and turns the result back. */
  private static Defect lastOfEqualsWins() {
    return LayerDefect.wrapped(
        Layer.MaxPool2d.class,
        (layer, pool, node) ->
            new WrappedLayer(layer) {
              @Override
              protected double[] entering(int input, double[] values) {
                return reversed(values);
              }

              @Override
              protected double[] leaving(double[] output) {
                return reversed(output);
              }

              @Override
              protected double[] arriving(double[] outputGradient) {
                return reversed(outputGradient);
              }

              @Override
              protected double[] returning(int input, double[] gradient) {
                return reversed(gradient);
              }
            });
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  private static Defect poolDropsNaN() {
    return LayerDefect.wrapped(
        Layer.MaxPool2d.class,
        (layer, pool, node) ->
            WrappedLayer.input(layer, 0, WindowMutants::lowestForNaN, gradient -> gradient));
  }

  private static double[] lowestForNaN(double[] values) {
    double[] changed = values.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = Double.isNaN(changed[i]) ? -1e30 : changed[i];
    }
    return changed;
  }
}

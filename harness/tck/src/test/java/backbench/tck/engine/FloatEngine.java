package backbench.tck.engine;

import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import backbench.tck.reference.Defect;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes sums of products in single precision, in each of the ways that engines do: no defect.
 */
public enum FloatEngine {
  /** One product after the other. */
  DIRECT(1, false),
  /** In lanes, as products of matrices are made. */
  IN_LANES(16, false),
  /** By Winograd's transforms of six points where a kernel is 3 × 3, else in lanes. */
  WINOGRAD(16, true);

  private final int lanes;
  private final boolean transforming;

  FloatEngine(int lanes, boolean transforming) {
    this.lanes = lanes;
    this.transforming = transforming;
  }

  /** Returns the engine as a backend's only property. */
  public Defect asDefect() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new FloatLayers(graph, initial, rounding);
      }
    };
  }

  private final class FloatLayers extends OracleLayers {

    FloatLayers(ResolvedGraph graph, Parameters initial, Rounding rounding) {
      super(graph, initial, rounding);
    }

    @Override
    public OracleLayer conv2d(Layer.Conv2d layer, ResolvedNode node) {
      return new Convolution(
          layer.window(),
          node.inputShape(),
          node.outputShape(),
          parameter(node, ParameterRole.WEIGHT),
          layer.bias() ? parameter(node, ParameterRole.BIAS) : null);
    }

    @Override
    public OracleLayer dense(Layer.Dense layer, ResolvedNode node) {
      // A dense layer is a convolution of one pixel.
      return new Convolution(
          Window.square(1, 1, new Padding.Valid()),
          Shape.image(node.inputShape().size(), 1, 1),
          Shape.image(layer.units(), 1, 1),
          parameter(node, ParameterRole.WEIGHT),
          layer.bias() ? parameter(node, ParameterRole.BIAS) : null);
    }
  }

  private final class Convolution implements OracleLayer {
    private final Window window;
    private final Window.Placement placement;
    private final Shape in;
    private final Shape out;
    private final OracleParameter weight;
    private final @Nullable OracleParameter bias;
    private double[] input = new double[0];
    private int samples;

    Convolution(
        Window window,
        Shape in,
        Shape out,
        OracleParameter weight,
        @Nullable OracleParameter bias) {
      this.window = window;
      this.placement = window.on(in);
      this.in = in;
      this.out = out;
      this.weight = weight;
      this.bias = bias;
    }

    private boolean transforms() {
      return transforming
          && window.kernelHeight() == 3
          && window.kernelWidth() == 3
          && window.strideHeight() == 1
          && window.strideWidth() == 1;
    }

    private int tap(int o, int i, int u, int v) {
      return ((o * in.channels() + i) * window.kernelHeight() + u) * window.kernelWidth() + v;
    }

    /** Receives what belongs together: elements of the output, the weight and the input. */
    private interface Product {
      void visit(int output, int tap, int pixel);
    }

    private void forEachProduct(int n, int o, int r, int c, Product visitor) {
      int output = ((n * out.channels() + o) * out.height() + r) * out.width() + c;
      for (int i = 0; i < in.channels(); i++) {
        for (int u = 0; u < window.kernelHeight(); u++) {
          int y = r * window.strideHeight() + u - placement.top();
          for (int v = 0; v < window.kernelWidth(); v++) {
            int x = c * window.strideWidth() + v - placement.left();
            if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
              int pixel = ((n * in.channels() + i) * in.height() + y) * in.width() + x;
              visitor.visit(output, tap(o, i, u, v), pixel);
            }
          }
        }
      }
    }

    private void forEachProduct(Product visitor) {
      for (int n = 0; n < samples; n++) {
        for (int o = 0; o < out.channels(); o++) {
          for (int p = 0; p < out.height() * out.width(); p++) {
            forEachProduct(n, o, p / out.width(), p % out.width(), visitor);
          }
        }
      }
    }

    private FloatSum[] sums(int count) {
      FloatSum[] sums = new FloatSum[count];
      Arrays.setAll(sums, i -> new FloatSum(lanes));
      return sums;
    }

    private static double[] taken(FloatSum[] sums) {
      double[] values = new double[sums.length];
      Arrays.setAll(values, i -> sums[i].take());
      return values;
    }

    @Override
    public double[] forward(List<double[]> inputs, int batch, boolean training) {
      input = inputs.get(0);
      samples = batch;
      double[] output = transforms() ? transformed() : summed();
      if (bias != null) {
        int plane = out.height() * out.width();
        for (int i = 0; i < output.length; i++) {
          output[i] = (float) output[i] + (float) bias.values()[i / plane % out.channels()];
        }
      }
      return output;
    }

    private double[] summed() {
      FloatSum[] sums = sums(samples * out.size());
      forEachProduct((o, tap, pixel) -> sums[o].add(weight.values()[tap], input[pixel]));
      return taken(sums);
    }

    private double[] transformed() {
      return Winograd.convolve(
          input,
          samples,
          size(in),
          size(out),
          (o, i, u, v) -> weight.values()[tap(o, i, u, v)],
          placement.top(),
          placement.left());
    }

    private static Winograd.Size size(Shape shape) {
      return new Winograd.Size(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
      FloatSum[] byTap = sums(weight.values().length);
      forEachProduct((o, tap, pixel) -> byTap[tap].add(outputGradient[o], input[pixel]));
      System.arraycopy(taken(byTap), 0, weight.gradient(), 0, byTap.length);
      if (bias != null) {
        FloatSum[] byChannel = sums(out.channels());
        int plane = out.height() * out.width();
        for (int i = 0; i < outputGradient.length; i++) {
          byChannel[i / plane % out.channels()].add(outputGradient[i], 1);
        }
        System.arraycopy(taken(byChannel), 0, bias.gradient(), 0, byChannel.length);
      }
      if (!inputGradients) {
        return List.of();
      }
      if (transforms()) {
        return List.of(
            Winograd.convolve(
                outputGradient,
                samples,
                size(out),
                size(in),
                (i, o, u, v) -> weight.values()[tap(o, i, 2 - u, 2 - v)],
                2 - placement.top(),
                2 - placement.left()));
      }
      FloatSum[] byPixel = sums(input.length);
      forEachProduct(
          (o, tap, pixel) -> byPixel[pixel].add(outputGradient[o], weight.values()[tap]));
      return List.of(taken(byPixel));
    }
  }
}

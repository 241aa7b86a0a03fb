package backbench.vector.product;

import static java.util.Objects.requireNonNull;

import backbench.graph.Layer.Conv2d;
import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Tiling.Tile;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.Slab;
import backbench.vector.product.PanelProduct.Grid;
import backbench.vector.product.PanelProduct.Panels;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolves, with bias and rectifier in the same pass.
 *
 * <p>Forward, each line of output pixels is a product whose rows are the pixels' neighbourhoods,
 * read in place through a table of taps. The gradient of the input is the same product over the
 * output's gradient with the kernel turned; the gradient of the weights is a sum of outer products
 * over the pixels.
 */
public final class Convolution implements Operation {

  /** Pixels per block of the weight gradient: what it reads of them stays in the first cache. */
  private static final int BLOCK_PIXELS = 112;

  private final Engine engine;
  private final Window window;
  private final Placement placement;
  private final Value input;
  private final Value output;
  private final Weights weights;
  private final Bias bias;
  private @Nullable TransposedWeights transposed;

  /** Compiles a convolution. */
  public Convolution(Engine engine, Conv2d layer, Placement placement, Value input, Value output) {
    this.engine = engine;
    this.window = layer.window();
    this.placement = placement;
    this.input = input;
    this.output = output;
    int channels = input.layout().channels();
    this.weights =
        new Weights(
            engine, window.kernelHeight(), window.kernelWidth(), channels, layer.filters(), true);
    this.bias = new Bias(engine, layer.filters(), layer.bias());
  }

  /** Returns the packed kernels. */
  public Weights weights() {
    return weights;
  }

  /** Returns what is added to each filter. */
  public Bias bias() {
    return bias;
  }

  /**
   * Returns the zeros that the backward pass reads around the output's gradient: where the turned
   * kernel overhangs.
   */
  public static Halo gradientHalo(Window window, Placement placement, Layout input) {
    int rows = (placement.outHeight() - 1) * window.strideHeight() + 1;
    int columns = (placement.outWidth() - 1) * window.strideWidth() + 1;
    return new Halo(
        Math.max(0, window.kernelHeight() - 1 - placement.top()),
        Math.max(0, input.height() - 1 + placement.top() - (rows - 1)),
        Math.max(0, window.kernelWidth() - 1 - placement.left()),
        Math.max(0, input.width() - 1 + placement.left() - (columns - 1)));
  }

  private boolean isStrided() {
    return window.strideHeight() > 1 || window.strideWidth() > 1;
  }

  private long work() {
    return 2L * output.layout().pixels() * output.layout().channels() * weights.taps();
  }

  /** Returns where the kernel's first tap lies for the first output pixel, from the input's. */
  private int firstTap() {
    return input.layout().at(-placement.top(), -placement.left());
  }

  private PanelProduct forwardProduct() {
    Layout in = input.layout();
    Layout out = output.layout();
    int stride = window.strideWidth() * in.pitch();
    boolean isPointwise = weights.places() == 1 && !isStrided() && placement.isUnpadded();
    int rows = isPointwise ? in.runWith(out) : out.width();
    int lines = out.pixels() / rows;
    int line = window.strideHeight() * in.rowPitch();
    Grid grid = new Grid(lines, rows, line, stride, out.rowPitch(), out.pitch());
    float[] store = engine.store().values();
    float floor = output.rectified() ? 0 : Float.NEGATIVE_INFINITY;
    Panels panels =
        new Panels(store, weights.panelOffset(0), out.pitch(), store, bias.offset(), floor);
    return new PanelProduct(engine.kernels(), grid, weights.tapsOn(in), panels);
  }

  @Override
  public void forward(Program program, boolean training) {
    PanelProduct product = forwardProduct();
    int firstTap = firstTap();
    program.samples(
        work(),
        (sample, thread) ->
            product.run(
                input.data().data(),
                input.data().origin(sample) + firstTap,
                output.data().data(),
                output.data().origin(sample)));
  }

  @Override
  public void beforeStep(Program program) {
    if (input.needsGradient()) {
      transposed = TransposedWeights.ofConvolution(weights, engine.kernels());
      transposed.refresh(program, engine.store());
    }
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    bias.backward(program, output, gradient);
    addWeightGradient(program, gradient);
    if (input.needsGradient()) {
      addInputGradient(program, gradient);
    }
  }

  private void addWeightGradient(Program program, Slab gradient) {
    Layout in = input.layout();
    Layout out = gradient.layout();
    int pixels = out.pixels();
    int[] aAt = new int[pixels];
    int[] bAt = new int[pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int row = pixel / out.width();
      int column = pixel % out.width();
      aAt[pixel] = in.at(row * window.strideHeight(), column * window.strideWidth());
      bAt[pixel] = out.at(row, column);
    }
    WeightGradient sums = new WeightGradient(engine.kernels(), weights, weights.tapsOn(in));
    Outer[] outers = new Outer[weights.panels()];
    Arrays.setAll(outers, panel -> sums.outer(panel, aAt, bAt));
    int a0 = firstTap();
    program.samples(
        work(),
        (sample, thread) -> {
          float[] x = input.data().data();
          float[] g = gradient.data();
          float[] gradients = engine.store().gradients(thread);
          int xAt = input.data().origin(sample) + a0;
          int gAt = gradient.origin(sample, thread);
          for (int from = 0; from < pixels; from += BLOCK_PIXELS) {
            int to = Math.min(from + BLOCK_PIXELS, pixels);
            for (int panel = 0; panel < outers.length; panel++) {
              List<Tile> tiles = sums.tiles(panel);
              for (int i = 0; i < tiles.size(); i++) {
                sums.add(outers[panel], panel, tiles.get(i), from, to, x, xAt, g, gAt, gradients);
              }
            }
          }
        });
  }

  private void addInputGradient(Program program, Slab gradient) {
    Slab share = input.addGradientShare(engine);
    TransposedWeights turned = requireNonNull(transposed);
    Layout source = gradient.layout();
    float[][] spread = {};
    if (isStrided()) {
      // The stride spreads the gradient out, with zeros between; then it is as without a stride.
      source = spreadLayout();
      spread = new float[engine.crew().size()][source.samplePitch()];
    }
    Layout in = share.layout();
    boolean isPointwise = weights.places() == 1 && !isStrided() && placement.isUnpadded();
    int rows = isPointwise ? source.runWith(in) : in.width();
    Grid grid =
        new Grid(
            in.pixels() / rows, rows, source.rowPitch(), source.pitch(), in.rowPitch(), in.pitch());
    float[] zeros = new float[turned.paddedColumns()];
    Panels panels =
        new Panels(turned.data(), 0, turned.paddedColumns(), zeros, 0, Float.NEGATIVE_INFINITY);
    PanelProduct product = new PanelProduct(engine.kernels(), grid, turnedTaps(source), panels);
    int firstTap =
        source.at(
            placement.top() - (window.kernelHeight() - 1),
            placement.left() - (window.kernelWidth() - 1));
    Layout read = source;
    float[][] scratch = spread;
    program.samples(
        work(),
        (sample, thread) -> {
          float[] g = gradient.data();
          int origin = gradient.origin(sample, thread);
          if (scratch.length > 0) {
            spread(gradient, origin, read, scratch[thread]);
            g = scratch[thread];
            origin = read.origin(0);
          }
          product.run(g, origin + firstTap, share.data(), share.origin(sample, thread));
        });
  }

  private Layout spreadLayout() {
    Layout out = output.layout();
    return new Layout(
        out.channels(),
        (out.height() - 1) * window.strideHeight() + 1,
        (out.width() - 1) * window.strideWidth() + 1,
        out.pitch(),
        gradientHalo(window, placement, input.layout()));
  }

  private void spread(Slab gradient, int origin, Layout to, float[] target) {
    Layout from = gradient.layout();
    for (int row = 0; row < from.height(); row++) {
      for (int column = 0; column < from.width(); column++) {
        System.arraycopy(
            gradient.data(),
            origin + from.at(row, column),
            target,
            to.origin(0) + to.at(row * window.strideHeight(), column * window.strideWidth()),
            from.pitch());
      }
    }
  }

  /** Lists the factors of an input pixel's gradient in the order of {@link TransposedWeights}. */
  private int[] turnedTaps(Layout source) {
    int[] taps = new int[weights.places() * weights.outputs()];
    int tap = 0;
    for (int row = 0; row < window.kernelHeight(); row++) {
      for (int column = 0; column < window.kernelWidth(); column++) {
        for (int channel = 0; channel < weights.outputs(); channel++) {
          taps[tap++] = source.at(row, column) + channel;
        }
      }
    }
    return taps;
  }
}

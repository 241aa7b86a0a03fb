package backbench.vector.product;

import static java.util.Objects.requireNonNull;

import backbench.graph.Layer.Dense;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Tiling.Tile;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.Slab;
import backbench.vector.product.PanelProduct.Panels;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies by a matrix, with bias and rectifier in the same pass.
 *
 * <p>The rows of the products are the samples of the batch, so here the threads share out panels of
 * weights: each weight is read from memory once for the whole batch. An image in front needs no
 * flattening: the taps list its features where they lie.
 */
public final class DenseProduct implements Operation {

  private final Engine engine;
  private final Value input;
  private final Value output;
  private final Weights weights;
  private final Bias bias;
  private @Nullable TransposedWeights transposed;

  /** Compiles a dense layer. */
  public DenseProduct(Engine engine, Dense layer, Value input, Value output) {
    this.engine = engine;
    this.input = input;
    this.output = output;
    Layout in = input.layout();
    this.weights =
        new Weights(engine, in.height(), in.width(), in.channels(), layer.units(), false);
    this.bias = new Bias(engine, layer.units(), layer.bias());
  }

  /** Returns the packed weights. */
  public Weights weights() {
    return weights;
  }

  /** Returns what is added to each unit. */
  public Bias bias() {
    return bias;
  }

  private long work() {
    return 2L * weights.taps() * weights.outputs();
  }

  @Override
  public void forward(Program program, boolean training) {
    Layout in = input.layout();
    Layout out = output.layout();
    float[] store = engine.store().values();
    float floor = output.rectified() ? 0 : Float.NEGATIVE_INFINITY;
    Panels panels =
        new Panels(store, weights.panelOffset(0), out.pitch(), store, bias.offset(), floor);
    BatchProduct product =
        new BatchProduct(engine, weights.tapsOn(in), panels, in.samplePitch(), out.samplePitch());
    product.add(program, work(), input.data(), output.data());
  }

  @Override
  public void beforeStep(Program program) {
    if (input.needsGradient()) {
      transposed = TransposedWeights.ofDense(weights, engine.kernels(), input.layout().pitch());
      transposed.refresh(program, engine.store());
    }
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    bias.backward(program, output, gradient);
    if (input.needsGradient()) {
      addInputGradient(program, gradient);
    }
    addWeightGradient(program, gradient);
  }

  @Override
  public boolean readsGradientInChain() {
    return false;
  }

  @Override
  public boolean writesGradientInChain() {
    return false;
  }

  private void addInputGradient(Program program, Slab gradient) {
    TransposedWeights matrix = requireNonNull(transposed);
    Slab share = input.addGradientShare(engine);
    Layout to = share.layout();
    Slab compact =
        to.isCompact()
            ? share
            : engine
                .workspace()
                .add(
                    new Slab(
                        new Layout(to.channels(), to.height(), to.width(), to.pitch(), Halo.NONE)));
    int[] taps = new int[weights.outputs()];
    Arrays.setAll(taps, output -> output);
    float[] zeros = new float[matrix.paddedColumns()];
    Panels panels =
        new Panels(matrix.data(), 0, matrix.paddedColumns(), zeros, 0, Float.NEGATIVE_INFINITY);
    BatchProduct product =
        new BatchProduct(
            engine, taps, panels, gradient.layout().samplePitch(), compact.layout().samplePitch());
    product.add(program, work(), gradient, compact);
    if (compact != share) {
      program.samples(
          to.pixels() * (long) to.pitch(), (sample, thread) -> copy(compact, share, sample));
    }
  }

  private static void copy(Slab from, Slab to, int sample) {
    Layout layout = to.layout();
    int count = layout.width() * layout.pitch();
    for (int row = 0; row < layout.height(); row++) {
      System.arraycopy(
          from.data(),
          from.origin(sample) + row * count,
          to.data(),
          to.origin(sample) + layout.at(row, 0),
          count);
    }
  }

  private void addWeightGradient(Program program, Slab gradient) {
    Kernels kernels = engine.kernels();
    WeightGradient sums = new WeightGradient(kernels, weights, weights.tapsOn(input.layout()));
    int panels = weights.panels();
    List<Tile> fullTiles = sums.tiles(0);
    List<Tile> lastTiles = sums.tiles(panels - 1);
    Outer[] outers = new Outer[panels];
    int xPitch = input.layout().samplePitch();
    int gPitch = gradient.layout().samplePitch();
    engine
        .workspace()
        .add(
            capacity -> {
              int[] xAt = positions(capacity, xPitch);
              int[] gAt = positions(capacity, gPitch);
              Arrays.setAll(outers, panel -> sums.outer(panel, xAt, gAt));
            });
    // A task is a row of tiles: the few inputs that it reads stay in the cache for all panels.
    program.tasks(
        work(),
        0,
        samples -> panels > 1 ? fullTiles.size() + lastTiles.size() : lastTiles.size(),
        (task, samples, thread) -> {
          boolean isLast = panels == 1 || task >= fullTiles.size();
          Tile tile =
              panels == 1
                  ? lastTiles.get(task)
                  : isLast ? lastTiles.get(task - fullTiles.size()) : fullTiles.get(task);
          int from = isLast ? panels - 1 : 0;
          int to = isLast ? panels : panels - 1;
          float[] gradients = engine.store().gradients(0);
          for (int panel = from; panel < to; panel++) {
            int width = weights.panelWidth(panel);
            int at = weights.panelOffset(panel) + tile.start() * width;
            Arrays.fill(gradients, at, at + tile.rows() * width, 0);
            sums.add(
                outers[panel],
                panel,
                tile,
                0,
                samples,
                input.data().data(),
                input.data().origin(0),
                gradient.data(),
                gradient.origin(0),
                gradients);
          }
        });
  }

  private static int[] positions(int samples, int pitch) {
    int[] positions = new int[samples];
    Arrays.setAll(positions, sample -> sample * pitch);
    return positions;
  }
}

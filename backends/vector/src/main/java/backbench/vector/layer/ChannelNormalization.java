package backbench.vector.layer;

import backbench.graph.Layer.LocalResponseNorm;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Neighbours;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import java.util.Arrays;

/**
 * Normalises each value by those of the neighbouring channels (Krizhevsky et al., 2012, section
 * 3.3): {@code s = k + alpha · sum of x²}, {@code y = x · s^-beta}.
 *
 * <p>Channels lie side by side, so a sum over neighbours is a sum of vectors that start at
 * neighbouring floats. For that the squares of a row of pixels go to a line of their own, with
 * zeros between pixels, because channels outside count as 0; padding lanes are cleared there too.
 */
public final class ChannelNormalization implements Operation {

  /** The exponent of the paper, which roots give at a fraction of a power's cost. */
  private static final double THREE_QUARTERS = 0.75;

  private final Engine engine;
  private final double beta;
  private final Value input;
  private final Value output;
  private final Layout compact;
  private final int reach;
  private final Layout line;
  private final Neighbours squaresAround;
  private final Neighbours quotientsAround;
  private final float[][] lines;
  private final float[][] sums;
  private final Slab scales;
  private final Slab factors;

  /** Compiles local response normalisation. */
  public ChannelNormalization(Engine engine, LocalResponseNorm layer, Value input, Value output) {
    this.engine = engine;
    this.beta = layer.beta();
    this.input = input;
    this.output = output;
    Layout y = output.layout();
    this.compact = new Layout(y.channels(), y.height(), y.width(), y.pitch(), Halo.NONE);
    // A window that reaches beyond all channels sums no more than all of them.
    this.reach = Math.min(layer.size() / 2, y.channels() - 1);
    this.line = new Layout(y.channels(), 1, y.width(), y.pitch() + reach, Halo.NONE);
    int window = 2 * reach + 1;
    this.squaresAround =
        new Neighbours(window, line.pitch(), (float) layer.k(), (float) layer.alpha());
    this.quotientsAround =
        new Neighbours(window, line.pitch(), 0, (float) (-2 * layer.alpha() * layer.beta()));
    int threads = engine.crew().size();
    this.lines = new float[threads][line.samplePitch() + reach];
    this.sums = new float[threads][compact.rowPitch()];
    this.scales = new Slab(compact);
    this.factors = new Slab(compact);
  }

  private long work(int perElement) {
    return (long) (perElement + 2 * reach + 1) * compact.samplePitch();
  }

  @Override
  public void forward(Program program, boolean training) {
    int threads = engine.crew().size();
    Slab s = engine.workspace().add(training ? scales : Slab.perThread(compact, threads));
    Slab f = engine.workspace().add(training ? factors : Slab.perThread(compact, threads));
    // Roots and quotients take the time of many products.
    program.samples(work(60), (sample, thread) -> forward(s, f, sample, thread));
  }

  private void forward(Slab s, Slab f, int sample, int thread) {
    Kernels kernels = engine.kernels();
    float[] x = input.data().data();
    float[] squares = lines[thread];
    int width = compact.width();
    int pitch = compact.pitch();
    for (int row = 0; row < compact.height(); row++) {
      int x0 = input.data().origin(sample) + input.layout().at(row, 0);
      int s0 = s.origin(sample, thread) + compact.at(row, 0);
      int f0 = f.origin(sample, thread) + compact.at(row, 0);
      int y0 = output.data().origin(sample) + output.layout().at(row, 0);
      kernels.squares(x, x0, pitch, squares, reach, line.pitch(), width);
      clearPadding(squares);
      kernels.addNeighbours(squaresAround, squares, 0, s.data(), s0, width, pitch);
      raise(s.data(), s0, f.data(), f0);
      kernels.multiplyElements(x, x0, f.data(), f0, output.data().data(), y0, width * pitch);
    }
  }

  /** Clears what a kernel wrote behind the channels of each pixel of a line. */
  private void clearPadding(float[] values) {
    if (line.channels() < compact.pitch()) {
      for (int pixel = 0; pixel < line.width(); pixel++) {
        int at = reach + pixel * line.pitch();
        Arrays.fill(values, at + line.channels(), at + compact.pitch(), 0);
      }
    }
  }

  private void raise(float[] s, int s0, float[] f, int f0) {
    int count = compact.rowPitch();
    if (beta == THREE_QUARTERS) {
      engine.kernels().inverseThreeQuarterPowers(s, s0, f, f0, count);
    } else {
      for (int i = 0; i < count; i++) {
        f[f0 + i] = (float) Math.pow(s[s0 + i], -beta);
      }
    }
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (input.needsGradient()) {
      Slab share = input.addGradientShare(engine);
      program.samples(work(20), (sample, thread) -> backward(gradient, share, sample, thread));
    }
  }

  /** Writes dx = dy · s^-beta - 2 · alpha · beta · x · sum of dy · y / s. */
  private void backward(Slab gradient, Slab share, int sample, int thread) {
    Kernels kernels = engine.kernels();
    float[] g = gradient.data();
    float[] quotients = lines[thread];
    float[] sum = sums[thread];
    int width = compact.width();
    int pitch = compact.pitch();
    for (int row = 0; row < compact.height(); row++) {
      int g0 = gradient.origin(sample, thread) + gradient.layout().at(row, 0);
      int y0 = output.data().origin(sample) + output.layout().at(row, 0);
      int x0 = input.data().origin(sample) + input.layout().at(row, 0);
      int s0 = scales.origin(sample) + compact.at(row, 0);
      int f0 = factors.origin(sample) + compact.at(row, 0);
      int dx0 = share.origin(sample, thread) + share.layout().at(row, 0);
      kernels.quotients(
          g,
          g0,
          output.data().data(),
          y0,
          scales.data(),
          s0,
          pitch,
          quotients,
          reach,
          line.pitch(),
          width);
      clearPadding(quotients);
      kernels.addNeighbours(quotientsAround, quotients, 0, sum, 0, width, pitch);
      kernels.sumOfProducts(
          g,
          g0,
          factors.data(),
          f0,
          input.data().data(),
          x0,
          sum,
          0,
          share.data(),
          dx0,
          width * pitch);
    }
  }
}

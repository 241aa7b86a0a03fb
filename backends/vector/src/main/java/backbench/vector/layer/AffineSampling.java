package backbench.vector.layer;

import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.SampledRow;
import backbench.vector.kernel.scalar.ScalarKernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import java.util.Arrays;

/**
 * Samples an image at an affinely transformed grid (Jaderberg et al., "Spatial Transformer
 * Networks", 2015), bilinearly and with aligned corners.
 *
 * <p>The gradient of the image is a scatter; as one thread does a whole sample, its sums come in
 * the same order every time. It goes to a scratch image with the same halo as the image itself,
 * where what falls outside does no harm.
 */
public final class AffineSampling implements Operation {

  private static final int THETA = 6;

  private final Engine engine;
  private final Kernels kernels;
  private final Value image;
  private final Value theta;
  private final Value output;
  private final SampledRow[] rows;

  /** Compiles a sampler. */
  public AffineSampling(Engine engine, Value image, Value theta, Value output) {
    this.engine = engine;
    this.image = image;
    this.theta = theta;
    this.output = output;
    // The sample itself may lie without whole vectors; one lane then goes through its few channels.
    boolean isInVectors = image.layout().pitch() % engine.kernels().lanes() == 0;
    this.kernels = isInVectors ? engine.kernels() : new ScalarKernels(1);
    this.rows = new SampledRow[engine.crew().size()];
    for (int thread = 0; thread < rows.length; thread++) {
      rows[thread] = new SampledRow(image.layout(), output.layout().width());
    }
  }

  private long work(int perChannel) {
    return output.layout().pixels() * (20L + (long) perChannel * channels());
  }

  /** Returns the channels that are computed, with those that fill a vector. */
  private int channels() {
    return image.layout().pitch();
  }

  private interface RowStep {
    /**
     * Works on a row of points.
     *
     * @param points in place
     * @param y their coordinate
     * @param row of the output
     */
    void run(SampledRow points, double y, int row);
  }

  private void forEachRow(int sample, int thread, RowStep step) {
    SampledRow points = rows[thread];
    Slab matrix = theta.data();
    int height = output.layout().height();
    for (int row = 0; row < height; row++) {
      double y = SampledRow.coordinate(row, height);
      points.locate(matrix.data(), matrix.origin(sample), y);
      step.run(points, y, row);
    }
  }

  @Override
  public void forward(Program program, boolean training) {
    program.samples(work(7), this::forward);
  }

  private void forward(int sample, int thread) {
    Slab x = image.data();
    Slab to = output.data();
    forEachRow(
        sample,
        thread,
        (points, y, row) ->
            kernels.sample(
                points,
                x.data(),
                x.origin(sample),
                channels(),
                to.data(),
                to.origin(sample) + to.layout().at(row, 0),
                to.layout().pitch()));
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (image.needsGradient()) {
      addImageGradient(program, gradient);
    }
    if (theta.needsGradient()) {
      addThetaGradient(program, gradient);
    }
  }

  private void addImageGradient(Program program, Slab gradient) {
    Slab share = image.addGradientShare(engine);
    Slab scattered = engine.workspace().add(Slab.perThread(image.layout(), engine.crew().size()));
    program.samples(
        work(8),
        (sample, thread) -> {
          scattered.clear(sample, thread);
          forEachRow(
              sample,
              thread,
              (points, y, row) ->
                  kernels.scatter(
                      points,
                      gradient.data(),
                      gradient.origin(sample, thread) + gradient.layout().at(row, 0),
                      gradient.layout().pitch(),
                      channels(),
                      scattered.data(),
                      scattered.origin(sample, thread)));
          copy(scattered, share, sample, thread);
        });
  }

  private static void copy(Slab from, Slab to, int sample, int thread) {
    for (int row = 0; row < to.layout().height(); row++) {
      System.arraycopy(
          from.data(),
          from.origin(sample, thread) + from.layout().at(row, 0),
          to.data(),
          to.origin(sample, thread) + to.layout().at(row, 0),
          to.layout().width() * to.layout().pitch());
    }
  }

  private void addThetaGradient(Program program, Slab gradient) {
    Slab share = theta.addGradientShare(engine);
    int threads = engine.crew().size();
    float[][] rowSums = new float[threads][4 * channels()];
    double[][] sums = new double[threads][THETA];
    program.samples(
        work(16),
        (sample, thread) -> {
          double[] sum = sums[thread];
          Arrays.fill(sum, 0);
          forEachRow(
              sample,
              thread,
              (points, y, row) -> {
                kernels.positionGradients(
                    points,
                    image.data().data(),
                    image.data().origin(sample),
                    gradient.data(),
                    gradient.origin(sample, thread) + gradient.layout().at(row, 0),
                    gradient.layout().pitch(),
                    channels(),
                    rowSums[thread]);
                addRow(rowSums[thread], y, sum);
              });
          int at = share.origin(sample, thread);
          for (int i = 0; i < THETA; i++) {
            share.data()[at + i] = (float) sum[i];
          }
        });
  }

  /** Adds a row's sums over the real channels to the gradient of the matrix. */
  private void addRow(float[] rowSums, double y, double[] sum) {
    Layout from = image.layout();
    for (int axis = 0; axis < 2; axis++) {
      int pixels = axis == 0 ? from.width() : from.height();
      int at = 2 * axis * channels();
      double total = 0;
      double totalByX = 0;
      for (int channel = 0; channel < from.channels(); channel++) {
        total += rowSums[at + channel];
        totalByX += rowSums[at + channels() + channel];
      }
      // From [-1, 1] to pixels.
      double scale = (pixels - 1) / 2.0;
      sum[3 * axis] += totalByX * scale;
      sum[3 * axis + 1] += total * y * scale;
      sum[3 * axis + 2] += total * scale;
    }
  }
}

package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.graph.Layer;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Samples images at an affinely transformed grid, bilinearly.
 *
 * <p>ND4J has no such operation; this is made of its products, gathers and scatters. The images lie
 * in a frame of zeros, and a neighbour outside is moved onto it: the border rule.
 */
public final class AffineSampling implements Operation {

  /** One pixel on every side. */
  private static final Window.Placement FRAME = new Window.Placement(1, 1, 1, 1, 1, 1);

  private final Value theta;
  private final Value output;
  private final Memory memory;
  private final Value framed;
  private final Framing framing;
  private final Floats grid;
  private final Floats places;
  private final Floats placeGradients;
  private final Product locate;
  private final SamplingAxis across;
  private final SamplingAxis down;
  private final INDArray firstPixels;
  private final List<Corner> corners = new ArrayList<>();
  private final Floats scratch;

  /** One of the four pixels around each point. */
  private final class Corner {

    private final int above;
    private final int right;
    private final INDArray pixels;
    private final Floats values;
    private final Floats weights;
    private final Call gather;
    private final Call weigh;
    private final Call contribute;

    private Corner(int above, int right) {
      long points = firstPixels.length();
      int channels = output.channels();
      this.above = above;
      this.right = right;
      this.pixels = memory.integers(points);
      this.values = memory.zeros(points, channels);
      this.weights = memory.zeros(points);
      INDArray image = framed.data().reshape(framed.rows(), channels).array();
      this.gather =
          memory
              .call("gather", new INDArray[] {image, pixels}, new INDArray[] {values.array()})
              .integers(0);
      this.weigh =
          memory.call(
              "multiply", Call.of(down.weights(above), across.weights(right)), Call.of(weights));
      this.contribute =
          memory.call("multiply", Call.of(values, weights.reshape(points, 1)), Call.of(scratch));
    }

    private void forward(Floats sum) {
      pixels
          .assign(down.indices(above))
          .muli(framed.dims()[2])
          .addi(across.indices(right))
          .addi(firstPixels);
      gather.run();
      weigh.run();
      contribute.run();
      Blas.add(1f, scratch, sum);
    }
  }

  /** Makes the operation; theta is [n, 6]. */
  public AffineSampling(
      Layer.AffineSampler layer, Value image, Value theta, Value output, Memory memory) {
    this.theta = theta;
    this.output = output;
    this.memory = memory;
    this.framed = new Value(memory.zeros(Framing.dims(image, FRAME)), image.needsGradient(), false);
    this.framing = new Framing(image, framed, FRAME);
    int samples = image.samples();
    int points = layer.height() * layer.width();
    this.grid = memory.zeros(3, points);
    grid.write(grid(layer.height(), layer.width()));
    this.places = memory.zeros(2L * samples, points);
    this.placeGradients = memory.zeros(2L * samples, points);
    this.locate = Product.of(theta.data().reshape(2L * samples, 3), grid, places, memory);
    this.across = axis(image.dims()[2], 0);
    this.down = axis(image.dims()[1], 1);
    this.firstPixels = memory.integers((long) samples * points);
    firstPixels.assign(firstPixels(samples, points));
    this.scratch = memory.zeros(firstPixels.length(), output.channels());
    for (int above = 0; above < 2; above++) {
      for (int right = 0; right < 2; right++) {
        corners.add(new Corner(above, right));
      }
    }
  }

  /**
   * Lists the grid's columns, its rows and ones: x and y in [-1, 1] with the corners on the ends.
   */
  private static float[] grid(int height, int width) {
    int points = height * width;
    float[] grid = new float[3 * points];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        int point = i * width + j;
        grid[point] = (float) (-1 + 2.0 * j / (width - 1));
        grid[points + point] = (float) (-1 + 2.0 * i / (height - 1));
        grid[2 * points + point] = 1;
      }
    }
    return grid;
  }

  /** Makes the axis whose coordinates are one of each sample's two rows of places. */
  private SamplingAxis axis(long pixels, int row) {
    return new SamplingAxis(
        Math.toIntExact(pixels), rowsOf(places, row), rowsOf(placeGradients, row), memory);
  }

  private INDArray rowsOf(Floats pairs, int row) {
    return pairs
        .array()
        .reshape('c', pairs.dim(0) / 2L, 2L, pairs.dim(1))
        .get(NDArrayIndex.all(), NDArrayIndex.point(row), NDArrayIndex.all());
  }

  /** Lists, for each point, where its sample's framed image begins. */
  private INDArray firstPixels(int samples, int points) {
    int pixels = framed.rows() / samples;
    int[] first = new int[samples * points];
    for (int i = 0; i < first.length; i++) {
      first[i] = i / points * pixels;
    }
    return Nd4j.createFromArray(first);
  }

  @Override
  public void forward(boolean training) {
    framing.forward(training);
    locate.run();
    across.locate();
    down.locate();
    output.data().fill(0);
    for (Corner corner : corners) {
      corner.forward(output.data());
    }
  }

  @Override
  public Runnable backward(Memory memory) {
    Runnable forTheta = theta.needsGradient() ? thetaGradient(memory) : () -> {};
    Runnable forImage = framed.needsGradient() ? imageGradient(memory) : () -> {};
    return () -> {
      forTheta.run();
      forImage.run();
    };
  }

  /** Prepares theta's gradient: a place moves weight from the corners behind it to those ahead. */
  private Runnable thetaGradient(Memory memory) {
    long points = firstPixels.length();
    Floats gradient = output.gradient().reshape(points, output.channels());
    Floats ones = memory.filled(1, output.channels(), 1);
    Floats agreement = memory.zeros(points, 1);
    Floats share = memory.zeros(points);
    Floats acrossGradient = memory.zeros(points);
    Floats downGradient = memory.zeros(points);
    List<Runnable> passes = new ArrayList<>();
    for (Corner corner : corners) {
      passes.add(memory.call("multiply", Call.of(gradient, corner.values), Call.of(scratch))::run);
      passes.add(Product.of(scratch, ones, agreement, memory)::run);
      passes.add(weighted(agreement, down.weights(corner.above), share, memory)::run);
      passes.add(() -> Blas.add(corner.right == 1 ? 1f : -1f, share, acrossGradient));
      passes.add(weighted(agreement, across.weights(corner.right), share, memory)::run);
      passes.add(() -> Blas.add(corner.above == 1 ? 1f : -1f, share, downGradient));
    }
    Floats thetaGradient = theta.newGradient(memory).reshape(placeGradients.dim(0), 3);
    Product toTheta = Product.rightTransposed(placeGradients, grid, thetaGradient, memory);
    return () -> {
      acrossGradient.fill(0);
      downGradient.fill(0);
      passes.forEach(Runnable::run);
      across.writeGradient(acrossGradient);
      down.writeGradient(downGradient);
      toTheta.run();
    };
  }

  private static Call weighted(Floats agreement, Floats weights, Floats share, Memory memory) {
    return memory.call(
        "multiply", Call.of(agreement.reshape(agreement.size()), weights), Call.of(share));
  }

  /** Prepares the image's gradient: each point's goes to its corners by their weights. */
  private Runnable imageGradient(Memory memory) {
    long points = firstPixels.length();
    int channels = output.channels();
    Floats gradient = output.gradient().reshape(points, channels);
    Floats sum = framed.newGradient(memory);
    INDArray pixels = sum.reshape(framed.rows(), channels).array();
    List<Call> passes = new ArrayList<>();
    for (Corner corner : corners) {
      passes.add(
          memory.call(
              "multiply", Call.of(gradient, corner.weights.reshape(points, 1)), Call.of(scratch)));
      // Several points may have the same corner: one after the other.
      passes.add(
          memory
              .call(
                  "scatter_add",
                  new INDArray[] {pixels, corner.pixels, scratch.array()},
                  new INDArray[] {pixels})
              .flags(true));
    }
    Runnable unframe = framing.backward(memory);
    return () -> {
      sum.fill(0);
      passes.forEach(Call::run);
      unframe.run();
    };
  }
}

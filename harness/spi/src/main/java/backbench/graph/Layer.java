package backbench.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes what one node computes; a closed set, handled through {@link LayerVisitor}.
 *
 * <p>Shapes are of one sample: images [channels, height, width], vectors [features]. The exact
 * arithmetic of every kind is pinned in {@code harness/docs/layer-semantics.md}.
 *
 * @since 0.1
 */
public sealed interface Layer {

  /** Returns the kind, which names the layer in specs. */
  LayerKind kind();

  /**
   * Infers the output's shape.
   *
   * @throws GraphException if the inputs do not fit
   */
  Shape outputShape(List<Shape> inputs);

  /** Lists the parameters that the node has, named {@code node.role}, for inputs that fit. */
  default List<ParameterInfo> parameters(String node, List<Shape> inputs) {
    return List.of();
  }

  /**
   * Counts the work for one sample, for inputs that fit.
   *
   * @param inputGradient whether something upstream learns, so that the backward pass continues
   *     through this layer
   */
  Flops flops(List<Shape> inputs, boolean inputGradient);

  /** Calls the visitor's method for this kind. */
  <R> R accept(LayerVisitor<R> visitor, ResolvedNode node);

  /**
   * Cross-correlates an image with kernels [filters, channels, kernelHeight, kernelWidth].
   *
   * @param filters output channels, from 1 to 65,536
   * @param window kernel, stride and padding
   * @param bias whether a bias is added to each output channel
   * @param weights how the kernels start
   * @param biases how the biases start
   */
  record Conv2d(int filters, Window window, boolean bias, Initializer weights, Initializer biases)
      implements Layer {
    /** Checks the range. */
    public Conv2d {
      Layers.checkCount("filters", filters);
    }

    /** Makes a convolution that starts as Keras does: Glorot-uniform kernels, zero biases. */
    public Conv2d(int filters, Window window, boolean bias) {
      this(filters, window, bias, new Initializer.GlorotUniform(), new Initializer.Zeros());
    }

    @Override
    public LayerKind kind() {
      return LayerKind.CONV2D;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      Window.Placement placement = window.on(Layers.onlyImage(this, inputs));
      return Shape.image(filters, placement.outHeight(), placement.outWidth());
    }

    @Override
    public List<ParameterInfo> parameters(String node, List<Shape> inputs) {
      int channels = inputs.get(0).channels();
      int taps = window.taps();
      List<ParameterInfo> parameters = new ArrayList<>();
      parameters.add(
          Layers.parameter(
              node,
              ParameterRole.WEIGHT,
              List.of(filters, channels, window.kernelHeight(), window.kernelWidth()),
              weights,
              Layers.fan(channels, taps),
              Layers.fan(filters, taps)));
      if (bias) {
        parameters.add(Layers.parameter(node, ParameterRole.BIAS, List.of(filters), biases));
      }
      return List.copyOf(parameters);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      Shape output = outputShape(inputs);
      long products =
          2L
              * output.size()
              * inputs.get(0).channels()
              * window.kernelHeight()
              * window.kernelWidth();
      long biasing = bias ? output.size() : 0;
      return new Flops(products + biasing, (inputGradient ? 2 : 1) * products + biasing);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.conv2d(this, node);
    }
  }

  /**
   * Takes the largest value of each window; of equal ones the first in row-major order gets the
   * gradient. Padding never wins.
   *
   * @param window region, stride and padding
   */
  record MaxPool2d(Window window) implements Layer {
    @Override
    public LayerKind kind() {
      return LayerKind.MAX_POOL2D;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.pooled(this, window, inputs);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      return Layers.poolingFlops(outputShape(inputs), window, inputGradient ? 1 : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.maxPool2d(this, node);
    }
  }

  /**
   * Takes the mean of the pixels of each window; padding is not counted, neither above nor below
   * the bar.
   *
   * @param window region, stride and padding
   */
  record AvgPool2d(Window window) implements Layer {
    @Override
    public LayerKind kind() {
      return LayerKind.AVG_POOL2D;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.pooled(this, window, inputs);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      int taps = window.taps();
      return Layers.poolingFlops(outputShape(inputs), window, inputGradient ? taps : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.avgPool2d(this, node);
    }
  }

  /**
   * Normalises each channel (or feature) over the batch and all pixels, then scales and shifts it:
   * gamma · (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy, 2015).
   *
   * <p>Training uses the batch's mean and biased variance; prediction uses the moving ones, which
   * follow as moving = momentum · moving + (1 - momentum) · batch. Starts with gamma 1, beta 0,
   * mean 0, variance 1.
   *
   * @param epsilon above 0
   * @param momentum in [0, 1)
   */
  record BatchNorm(double epsilon, double momentum) implements Layer {
    /** Checks the ranges. */
    public BatchNorm {
      if (!(epsilon > 0 && epsilon < 1)) {
        throw GraphException.attribute("epsilon", "epsilon is above 0 and below 1, not " + epsilon);
      }
      if (!(momentum >= 0 && momentum < 1)) {
        throw GraphException.attribute(
            "momentum", "momentum is from 0 to below 1, not " + momentum);
      }
    }

    /** Makes Keras' batch normalisation: epsilon 1e-3, momentum 0.99. */
    public BatchNorm() {
      this(1e-3, 0.99);
    }

    @Override
    public LayerKind kind() {
      return LayerKind.BATCH_NORM;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.only(this, inputs);
    }

    @Override
    public List<ParameterInfo> parameters(String node, List<Shape> inputs) {
      List<Integer> dims = List.of(inputs.get(0).channels());
      return List.of(
          Layers.parameter(node, ParameterRole.GAMMA, dims, new Initializer.Ones()),
          Layers.parameter(node, ParameterRole.BETA, dims, new Initializer.Zeros()),
          Layers.parameter(node, ParameterRole.MOVING_MEAN, dims, new Initializer.Zeros()),
          Layers.parameter(node, ParameterRole.MOVING_VARIANCE, dims, new Initializer.Ones()));
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      // Per element: mean 1, variance 3, normalise 2, scale and shift 2; backward two sums (3), and
      // dx (5).
      long size = inputs.get(0).size();
      return new Flops(8 * size, (inputGradient ? 8 : 3) * size);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.batchNorm(this, node);
    }
  }

  /**
   * Normalises across neighbouring channels: b = a / (k + alpha · sum of a² over {@code size}
   * channels around it)^beta (Krizhevsky et al., 2012, section 3.3). Alpha is not divided by the
   * size; channels outside the image count as 0.
   *
   * @param size channels in the sum, odd
   * @param k above 0
   * @param alpha at least 0
   * @param beta above 0
   */
  record LocalResponseNorm(int size, double k, double alpha, double beta) implements Layer {
    /** Checks the ranges. */
    public LocalResponseNorm {
      if (size < 1 || size % 2 == 0) {
        throw GraphException.attribute("size", "size is odd and at least 1, not " + size);
      }
      if (!(k > 0) || !(alpha >= 0) || !(beta > 0)) {
        throw GraphException.attribute("k", "k and beta are above 0 and alpha is at least 0");
      }
    }

    /** Makes the layer of the AlexNet paper: size 5, k 2, alpha 1e-4, beta 0.75. */
    public LocalResponseNorm() {
      this(5, 2, 1e-4, 0.75);
    }

    @Override
    public LayerKind kind() {
      return LayerKind.LRN;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.onlyImage(this, inputs);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      // Per element: square 1, sum size, scale and add 2, power and divide 2; backward much the
      // same sum again.
      long elements = inputs.get(0).size();
      return new Flops(elements * (size + 5), inputGradient ? elements * (size + 7) : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.localResponseNorm(this, node);
    }
  }

  /** Takes max(x, 0); the gradient at 0 is 0, and a NaN stays a NaN. */
  record Relu() implements Layer {
    @Override
    public LayerKind kind() {
      return LayerKind.RELU;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.only(this, inputs);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      long size = inputs.get(0).size();
      return new Flops(size, inputGradient ? size : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.relu(this, node);
    }
  }

  /**
   * Drops elements at random while training and divides the kept ones by 1 - rate; passes
   * everything in prediction. The masks are the engine's own.
   *
   * @param rate the fraction dropped, in [0, 1)
   */
  record Dropout(double rate) implements Layer {
    /** Checks the range. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw GraphException.attribute("rate", "rate is from 0 to below 1, not " + rate);
      }
    }

    @Override
    public LayerKind kind() {
      return LayerKind.DROPOUT;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Layers.only(this, inputs);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      long size = inputs.get(0).size();
      return new Flops(size, inputGradient ? size : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.dropout(this, node);
    }
  }

  /** Lays an image out as a vector in channel, row, column order. */
  record Flatten() implements Layer {
    @Override
    public LayerKind kind() {
      return LayerKind.FLATTEN;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Shape.vector(Layers.only(this, inputs).size());
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      return Flops.ZERO;
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.flatten(this, node);
    }
  }

  /**
   * Multiplies a vector by a matrix [units, features] and adds a bias.
   *
   * @param units outputs, from 1 to 65,536
   * @param bias whether a bias is added
   * @param weights how the matrix starts
   * @param biases how the biases start
   */
  record Dense(int units, boolean bias, Initializer weights, Initializer biases) implements Layer {
    /** Checks the range. */
    public Dense {
      Layers.checkCount("units", units);
    }

    /** Makes a layer with a bias that starts as Keras does: Glorot-uniform weights, zero biases. */
    public Dense(int units) {
      this(units, true, new Initializer.GlorotUniform(), new Initializer.Zeros());
    }

    @Override
    public LayerKind kind() {
      return LayerKind.DENSE;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      Layers.onlyVector(this, inputs);
      return Shape.vector(units);
    }

    @Override
    public List<ParameterInfo> parameters(String node, List<Shape> inputs) {
      int features = inputs.get(0).size();
      List<ParameterInfo> parameters = new ArrayList<>();
      parameters.add(
          Layers.parameter(
              node, ParameterRole.WEIGHT, List.of(units, features), weights, features, units));
      if (bias) {
        parameters.add(Layers.parameter(node, ParameterRole.BIAS, List.of(units), biases));
      }
      return List.copyOf(parameters);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      long products = 2L * units * inputs.get(0).size();
      long biasing = bias ? units : 0;
      return new Flops(products + biasing, (inputGradient ? 2 : 1) * products + biasing);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.dense(this, node);
    }
  }

  /**
   * Samples an image at an affinely transformed grid (Jaderberg et al., "Spatial Transformer
   * Networks", 2015).
   *
   * <p>Inputs: the image, and theta, six values that are the 2×3 matrix row by row. Output pixel
   * (row i, column j) has coordinates x = -1 + 2j / (width - 1), y = -1 + 2i / (height - 1)
   * (corners aligned); the source is (x', y') = theta · (x, y, 1), again in [-1, 1] over the
   * input's corners, read bilinearly. A neighbour outside the image counts as 0.
   *
   * @param height rows of the output, at least 2
   * @param width columns of the output, at least 2
   */
  record AffineSampler(int height, int width) implements Layer {
    /** Checks the ranges. */
    public AffineSampler {
      if (height < 2 || width < 2) {
        throw GraphException.attribute(
            "height", "the sampled grid is at least 2 × 2, not " + height + " × " + width);
      }
    }

    @Override
    public LayerKind kind() {
      return LayerKind.AFFINE_SAMPLER;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
      if (inputs.size() != 2
          || !inputs.get(0).isImage()
          || !inputs.get(1).equals(Shape.vector(6))) {
        throw GraphException.shape(
            "affine_sampler takes two inputs, an image [channels, height, width] and theta [6], not "
                + inputs);
      }
      return Shape.image(inputs.get(0).channels(), height, width);
    }

    @Override
    public Flops flops(List<Shape> inputs, boolean inputGradient) {
      // Per grid point: 8 for the affine map, 12 for positions and weights; per channel 7, and the
      // same back twice.
      long points = (long) height * width;
      long perChannel = 7L * inputs.get(0).channels();
      return new Flops(
          points * (20 + perChannel), inputGradient ? points * (20 + 2 * perChannel) : 0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor, ResolvedNode node) {
      return visitor.affineSampler(this, node);
    }
  }
}

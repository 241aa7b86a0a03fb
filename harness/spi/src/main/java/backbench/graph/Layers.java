package backbench.graph;

import java.util.List;

/** Holds the checks and counts that several kinds of layers share. */
final class Layers {

  private static final int LARGEST_COUNT = 65_536;

  private Layers() {}

  static void checkCount(String attribute, int count) {
    if (count < 1 || count > LARGEST_COUNT) {
      throw GraphException.attribute(
          attribute, attribute + " is from 1 to " + LARGEST_COUNT + ", not " + count);
    }
  }

  static Shape only(Layer layer, List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw GraphException.shape(layer.kind().id() + " takes one input, not " + inputs.size());
    }
    return inputs.get(0);
  }

  static Shape onlyImage(Layer layer, List<Shape> inputs) {
    Shape input = only(layer, inputs);
    if (!input.isImage()) {
      throw GraphException.shape(
          layer.kind().id() + " takes an image [channels, height, width], not a vector " + input);
    }
    return input;
  }

  static void onlyVector(Layer layer, List<Shape> inputs) {
    Shape input = only(layer, inputs);
    if (input.isImage()) {
      throw GraphException.shape(
          layer.kind().id()
              + " takes a vector [features], not an image "
              + input
              + "; put a flatten before it");
    }
  }

  static Shape pooled(Layer layer, Window window, List<Shape> inputs) {
    Shape image = onlyImage(layer, inputs);
    if (window.padding() instanceof Padding.Explicit explicit
        && (Math.max(explicit.top(), explicit.bottom()) >= window.kernelHeight()
            || Math.max(explicit.left(), explicit.right()) >= window.kernelWidth())) {
      throw GraphException.attribute(
          "padding", "padding of a pool is below its kernel, or a window would be empty");
    }
    Window.Placement placement = window.on(image);
    return Shape.image(image.channels(), placement.outHeight(), placement.outWidth());
  }

  static Flops poolingFlops(Shape output, Window window, int backwardPerOutput) {
    long taps = (long) window.kernelHeight() * window.kernelWidth();
    return new Flops(output.size() * taps, (long) output.size() * backwardPerOutput);
  }

  /** Returns how many products meet in one output, or spread from one input. */
  static int fan(int channels, int taps) {
    long fan = (long) channels * taps;
    if (fan > Integer.MAX_VALUE) {
      throw GraphException.shape(
          channels + " channels times " + taps + " pixels of a kernel are more than 2^31 - 1");
    }
    return (int) fan;
  }

  static ParameterInfo parameter(
      String node, ParameterRole role, List<Integer> dims, Initializer initializer) {
    return parameter(node, role, dims, initializer, 0, 0);
  }

  static ParameterInfo parameter(
      String node,
      ParameterRole role,
      List<Integer> dims,
      Initializer initializer,
      int fanIn,
      int fanOut) {
    long size = 1;
    for (int dim : dims) {
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw GraphException.shape(
            "a " + role.suffix() + " of more than 2^31 - 1 elements: " + dims);
      }
    }
    if (initializer instanceof Initializer.Values values && values.values().size() != size) {
      throw GraphException.attribute(
          role == ParameterRole.BIAS ? "biases" : "weights",
          "the "
              + role.suffix()
              + " has "
              + size
              + " elements, and "
              + values.values().size()
              + " values are listed");
    }
    return new ParameterInfo(node + "." + role.suffix(), role, dims, initializer, fanIn, fanOut);
  }
}

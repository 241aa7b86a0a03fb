package backbench.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds the dimensions of one sample, without the batch: {@code [channels, height, width]} or
 * {@code [features]}.
 *
 * @param dims one or three dimensions, each at least 1, with a product that fits an int
 * @since 0.1
 */
public record Shape(List<Integer> dims) {

  /** Checks the dimensions. */
  public Shape {
    dims = List.copyOf(dims);
    if (dims.size() != 1 && dims.size() != 3) {
      throw GraphException.shape(
          "a sample's shape has one dimension [features] or three [channels, height, width], not "
              + dims);
    }
    long size = 1;
    for (int dim : dims) {
      if (dim < 1) {
        throw GraphException.shape("every dimension of a shape is at least 1, unlike " + dims);
      }
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw GraphException.shape("a shape of more than 2^31 - 1 elements: " + dims);
      }
    }
  }

  /** Makes the shape of an image. */
  public static Shape image(int channels, int height, int width) {
    return new Shape(List.of(channels, height, width));
  }

  /** Makes the shape of a feature vector. */
  public static Shape vector(int features) {
    return new Shape(List.of(features));
  }

  /** Tells whether this is {@code [channels, height, width]}. */
  public boolean isImage() {
    return dims.size() == 3;
  }

  /** Returns the channels of an image, or the features of a vector. */
  public int channels() {
    return dims.get(0);
  }

  /** Returns the height in pixels; 1 for a vector. */
  public int height() {
    return isImage() ? dims.get(1) : 1;
  }

  /** Returns the width in pixels; 1 for a vector. */
  public int width() {
    return isImage() ? dims.get(2) : 1;
  }

  /** Returns the number of elements of one sample. */
  public int size() {
    return dims.stream().reduce(1, Math::multiplyExact);
  }

  /** Spells the shape as {@code [1, 28, 28]}. */
  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}

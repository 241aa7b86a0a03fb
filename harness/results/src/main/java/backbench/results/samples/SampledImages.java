package backbench.results.samples;

import java.util.Base64;
import java.util.List;

/**
 * Shows what a trained affine sampler picked out of the images that its network is fed.
 *
 * <p>Levels go from 0, the darkest pixel that the sample has, to 255, its brightest; bytes are in
 * Base64, channel by channel and row by row.
 *
 * @param node the sampler
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height of an image, in pixels
 * @param width of an image, in pixels
 * @param outputHeight of what the sampler hands on, in pixels
 * @param outputWidth of what the sampler hands on, in pixels
 * @param images one for each sample: the first of the test set
 */
public record SampledImages(
    String node,
    int channels,
    int height,
    int width,
    int outputHeight,
    int outputWidth,
    List<Image> images) {

  private static final int THETA = 6;
  private static final int LONGEST_SIDE = 1024;

  /** Checks that the images have the sizes that they are said to have. */
  public SampledImages {
    images = List.copyOf(images);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("an image has 1 or 3 channels, not " + channels);
    }
    for (int side : new int[] {height, width, outputHeight, outputWidth}) {
      if (side < 1 || side > LONGEST_SIDE) {
        throw new IllegalArgumentException(
            "a side of an image has 1 to " + LONGEST_SIDE + " pixels, not " + side);
      }
    }
    for (Image image : images) {
      requireBytes(image.input(), (long) channels * height * width);
      requireBytes(image.output(), (long) channels * outputHeight * outputWidth);
    }
  }

  private static void requireBytes(String base64, long expected) {
    int found = Base64.getDecoder().decode(base64).length;
    if (found != expected) {
      throw new IllegalArgumentException(
          "an image has " + found + " bytes, and its shape " + expected);
    }
  }

  /**
   * Holds one sample.
   *
   * @param label its class
   * @param predicted the class that the network takes it for
   * @param theta the affine transformation: six numbers, row by row
   * @param input the levels of the sample
   * @param output the levels of what the sampler hands on
   */
  public record Image(int label, int predicted, List<Double> theta, String input, String output) {

    /** Copies the transformation and checks it. */
    public Image {
      theta = List.copyOf(theta);
      if (theta.size() != THETA || !theta.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("a transformation is six finite numbers, not " + theta);
      }
    }
  }
}

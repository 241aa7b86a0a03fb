package backbench.data.feed;

import backbench.data.Augmentation;
import backbench.data.Samples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds the principal components of the colours of a set of images: the directions in which the
 * pixels' red, green and blue vary, independently of each other, and how much.
 *
 * <p>For the lighting of Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep
 * convolutional neural networks" (2012), section 4.1. All in double precision from exact sums, so
 * that any number of threads finds the same bits.
 *
 * @param components by falling variance
 */
record PrincipalColours(List<Component> components) {

  private static final int CHANNELS = Augmentation.COLOURS;
  private static final double HIGHEST_PIXEL = 255;

  /** Rotations double the digits that are right; a matrix of three rows needs four to six. */
  private static final int SWEEPS = 16;

  /**
   * Holds one principal component.
   *
   * @param variance the eigenvalue, of pixels in 0..1
   * @param direction the unit eigenvector as an amount of red, green and blue, whose part of
   *     largest magnitude (the first of them) is positive
   */
  record Component(double variance, Tint direction) {}

  /** Finds the components of all pixels of all samples, which are images of three channels. */
  static PrincipalColours of(Samples samples) {
    return ofCovariance(
        IntStream.range(0, samples.size())
            .parallel()
            .collect(
                () -> new Sums(samples),
                (sums, index) -> sums.add(index),
                (sums, others) -> sums.add(others))
            .covariance());
  }

  /**
   * Finds the components of a covariance matrix.
   *
   * @param covariance [3, 3], symmetric, of pixels in 0..1
   */
  static PrincipalColours ofCovariance(double[][] covariance) {
    double[][] matrix = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      rotate(matrix, vectors, 0, 1);
      rotate(matrix, vectors, 0, 2);
      rotate(matrix, vectors, 1, 2);
    }
    return new PrincipalColours(
        IntStream.range(0, CHANNELS)
            .mapToObj(
                // Rounding may leave a variance of nothing below zero.
                k -> new Component(Math.max(0, matrix[k][k]), direction(vectors, k)))
            .sorted(Comparator.comparingDouble(Component::variance).reversed())
            .toList());
  }

  /**
   * Adds up multiples of the components, each times its variance.
   *
   * @param multiples one for each component
   */
  Tint tint(double[] multiples) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int k = 0; k < CHANNELS; k++) {
      Component component = components.get(k);
      double amount = HIGHEST_PIXEL * multiples[k] * component.variance();
      red += amount * component.direction().red();
      green += amount * component.direction().green();
      blue += amount * component.direction().blue();
    }
    return new Tint(red, green, blue);
  }

  /** Makes the entry [p, q] nothing (Jacobi 1846; Golub and Van Loan, section 8.5). */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
    double cosine = 1 / Math.sqrt(1 + tangent * tangent);
    double sine = tangent * cosine;
    for (int k = 0; k < CHANNELS; k++) {
      double first = matrix[k][p];
      double second = matrix[k][q];
      matrix[k][p] = cosine * first - sine * second;
      matrix[k][q] = sine * first + cosine * second;
    }
    for (int k = 0; k < CHANNELS; k++) {
      double first = matrix[p][k];
      double second = matrix[q][k];
      matrix[p][k] = cosine * first - sine * second;
      matrix[q][k] = sine * first + cosine * second;
      first = vectors[k][p];
      second = vectors[k][q];
      vectors[k][p] = cosine * first - sine * second;
      vectors[k][q] = sine * first + cosine * second;
    }
    matrix[p][q] = 0;
    matrix[q][p] = 0;
  }

  /** An eigenvector's sign is free; this one is pinned. */
  private static Tint direction(double[][] vectors, int column) {
    int largest = 0;
    for (int channel = 1; channel < CHANNELS; channel++) {
      if (Math.abs(vectors[channel][column]) > Math.abs(vectors[largest][column])) {
        largest = channel;
      }
    }
    double sign = vectors[largest][column] < 0 ? -1 : 1;
    return new Tint(
        sign * vectors[0][column], sign * vectors[1][column], sign * vectors[2][column]);
  }

  /** Adds up colours and their products, exactly: 10^14 pixels would fit. */
  private static final class Sums {

    private final Samples samples;
    private final byte[] raw;
    private final long[] colours = new long[CHANNELS];
    private final long[][] products = new long[CHANNELS][CHANNELS];
    private long pixels;

    Sums(Samples samples) {
      this.samples = samples;
      this.raw = new byte[samples.shape().size()];
    }

    void add(int index) {
      samples.copyRaw(index, raw, 0);
      int plane = raw.length / CHANNELS;
      for (int i = 0; i < CHANNELS; i++) {
        colours[i] += sum(i * plane, plane);
        for (int j = i; j < CHANNELS; j++) {
          products[i][j] += product(i * plane, j * plane, plane);
        }
      }
      pixels += plane;
    }

    void add(Sums others) {
      for (int i = 0; i < CHANNELS; i++) {
        colours[i] += others.colours[i];
        for (int j = i; j < CHANNELS; j++) {
          products[i][j] += others.products[i][j];
        }
      }
      pixels += others.pixels;
    }

    /** Divides by the number of pixels, not by one less. */
    double[][] covariance() {
      double[][] covariance = new double[CHANNELS][CHANNELS];
      for (int i = 0; i < CHANNELS; i++) {
        for (int j = i; j < CHANNELS; j++) {
          double means = ((double) colours[i] / pixels) * ((double) colours[j] / pixels);
          double raised = (double) products[i][j] / pixels - means;
          covariance[i][j] = raised / (HIGHEST_PIXEL * HIGHEST_PIXEL);
          covariance[j][i] = covariance[i][j];
        }
      }
      return covariance;
    }

    private long sum(int from, int count) {
      long sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += raw[i] & 0xFF;
      }
      return sum;
    }

    private long product(int first, int second, int count) {
      long sum = 0;
      for (int i = 0; i < count; i++) {
        sum += (raw[first + i] & 0xFFL) * (raw[second + i] & 0xFFL);
      }
      return sum;
    }
  }
}

package backbench.vector.kernel;

/**
 * Computes the inner loops; everything above it is the same for all instruction sets.
 *
 * <p>Two implementations hold the same contract and are tested against each other: {@code
 * SimdKernels} on the Vector API and {@code ScalarKernels} in plain loops. Element counts are
 * multiples of {@link #lanes}, and so are channel pitches: buffers are padded so that no loop needs
 * a tail. Padding lanes hold whatever falls out of the arithmetic and are never read across.
 */
public interface Kernels {

  /** Names the instruction set for people: {@code Vector API, 512 bit}. */
  String name();

  /** Returns the floats in a vector. */
  int lanes();

  /** Returns the heights of tiles that suit them. */
  default Tiling tiling() {
    return Tiling.of(lanes());
  }

  /** Returns the width in floats of a full panel of packed weights. */
  default int panelWidth() {
    return 2 * lanes();
  }

  /**
   * Computes one tile of a product with packed weights: {@code c = max(floor, init + a · b)}.
   *
   * @param product operands and strides
   * @param rows of the tile; one of {@link Tiling#productRows}, or {@link Tiling#narrowProductRows}
   * @param a0 where the tile's first row starts in a
   * @param b0 where the panel starts in b
   * @param i0 where the tile's initial values start
   * @param c0 where the tile starts in c
   */
  void multiply(Product product, int rows, float[] a, int a0, int b0, int i0, float[] c, int c0);

  /**
   * Adds a sum of outer products to one tile of a weight gradient: {@code c[i][j] += sum over p of
   * a[a0 + aAt[p] + i] · b[b0 + bAt[p] + j]}.
   *
   * @param outer operands and positions
   * @param rows of the tile; one of {@link Tiling#outerRows}, or {@link Tiling#narrowOuterRows}
   * @param from the first position
   * @param to behind the last position
   * @param a0 added to each position in a
   * @param b0 added to each position in b
   * @param c0 where the tile starts in c
   */
  void addOuter(
      Outer outer,
      int rows,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0);

  /**
   * As {@link #addOuter}, for rows that do not lie side by side in a: row i reads at {@code
   * taps[tap + i]}.
   *
   * @param rows one of {@link Tiling#gatheredRows}, or {@link Tiling#narrowGatheredRows}
   */
  void addOuterGathered(
      Outer outer,
      int rows,
      int tap,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0);

  /** Writes {@code y = max(x, 0)}; a NaN stays a NaN. */
  void relu(float[] x, int x0, float[] y, int y0, int count);

  /** Writes {@code dx = y > 0 ? dy : 0}; dx may be dy. */
  void reluGradient(float[] y, int y0, float[] dy, int dy0, float[] dx, int dx0, int count);

  /** Adds each channel over the pixels of a run: {@code sums[c] += sum of x[pixel][c]}. */
  void addChannels(float[] x, int x0, int pixels, int pitch, float[] sums, int s0);

  /** Adds each channel's squared distance from its mean over the pixels of a run. */
  void addSquares(float[] x, int x0, int pixels, int pitch, float[] mean, float[] sums, int s0);

  /** Adds each channel's {@code g · (x - mean)} over the pixels of a run. */
  void addProducts(
      float[] g,
      int g0,
      float[] x,
      int x0,
      int pixels,
      int pitch,
      float[] mean,
      float[] sums,
      int s0);

  /** Writes {@code y = scale[c] · x + shift[c]} over the pixels of a run. */
  void affine(
      float[] x, int x0, float[] y, int y0, int pixels, int pitch, float[] scale, float[] shift);

  /** Writes {@code dx = a[c] · g + b[c] · x + d[c]} over the pixels of a run; dx may be g. */
  void affineGradient(
      float[] g,
      int g0,
      float[] x,
      int x0,
      float[] dx,
      int dx0,
      int pixels,
      int pitch,
      float[] a,
      float[] b,
      float[] d);

  /** Writes one row of 2×2 maxima with stride 2: {@code pixels} windows from two rows of x. */
  void maxPool2(float[] x, int x0, int xRow, float[] y, int y0, int pixels, int pitch);

  /** Sends each gradient to the first of the four that held the maximum; the others get 0. */
  void maxPool2Gradient(
      float[] x,
      int x0,
      int xRow,
      float[] y,
      int y0,
      float[] dy,
      int dy0,
      float[] dx,
      int dx0,
      int dxRow,
      int pixels,
      int pitch);

  /** Writes the maximum of the pixels at a list of taps, at least one; NaN wins. */
  void maximum(int[] taps, float[] x, int x0, float[] y, int y0, int pitch);

  /** Adds a gradient to the first of the pixels at a list of taps that held the maximum. */
  void maximumGradient(
      int[] xTaps,
      float[] x,
      int x0,
      float[] y,
      int y0,
      float[] dy,
      int dy0,
      int[] dxTaps,
      float[] dx,
      int dx0,
      int pitch);

  /** Writes {@code y[i] = bits(key, i) < threshold ? 0 : kept}; see {@link DropoutHash#bits}. */
  void drop(int key, int threshold, float kept, float[] y, int y0, int count);

  /** Writes {@code y += factor · x}. */
  void addScaled(float factor, float[] x, int x0, float[] y, int y0, int count);

  /** Writes {@code y = factor · x}. */
  void scale(float factor, float[] x, int x0, float[] y, int y0, int count);

  /** Writes {@code y = x · factors}. */
  void multiplyElements(float[] x, int x0, float[] factors, int f0, float[] y, int y0, int count);

  /** Writes {@code z = a · b + c · d}. */
  void sumOfProducts(
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0,
      float[] d,
      int d0,
      float[] z,
      int z0,
      int count);

  /** Writes {@code y = x^-0.75} for x above 0. */
  void inverseThreeQuarterPowers(float[] x, int x0, float[] y, int y0, int count);

  /** Writes {@code y = x²} over the pixels of a run, which lie further apart in y than in x. */
  void squares(float[] x, int x0, int pitch, float[] y, int y0, int yPitch, int pixels);

  /**
   * Writes {@code y = a · b / divisor} over the pixels of a run, which lie further apart in y than
   * in the others.
   */
  void quotients(
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] divisor,
      int d0,
      int pitch,
      float[] y,
      int y0,
      int yPitch,
      int pixels);

  /**
   * Writes {@code y[c] = init + factor · sum of x[c + i]} for i below the size, over the pixels of
   * a run.
   */
  void addNeighbours(
      Neighbours neighbours, float[] x, int x0, float[] y, int y0, int pixels, int pitch);

  /**
   * Reads a row of points of an image bilinearly.
   *
   * @param channels of each point
   */
  void sample(SampledRow row, float[] x, int x0, int channels, float[] y, int y0, int yPitch);

  /** Adds the gradient of each point of a row to the four pixels that it was read from. */
  void scatter(SampledRow row, float[] dy, int dy0, int dyPitch, int channels, float[] dx, int dx0);

  /**
   * Sums, for each channel, what the positions of a row of points change, in pixels of the image.
   *
   * <p>Writes four sums over the points, each of {@code channels} floats: the derivative by the
   * column, the same times the point's x, the derivative by the row, the same times the point's x.
   */
  void positionGradients(
      SampledRow row,
      float[] x,
      int x0,
      float[] dy,
      int dy0,
      int dyPitch,
      int channels,
      float[] sums);

  /** Descends: {@code p -= rate · g}. */
  void sgd(float[] p, float[] g, int from, int count, float rate);

  /** Descends with momentum: {@code v = momentum · v - rate · g; p += v}. */
  void momentum(float[] p, float[] g, float[] v, int from, int count, float rate, float momentum);

  /**
   * Adapts: see {@link backbench.spi.Optimizer.Adaptive}.
   *
   * @param m may be g itself if beta1 is 0
   */
  void adapt(
      float[] p, float[] g, float[] m, float[] v, int from, int count, AdaptiveFactors factors);
}

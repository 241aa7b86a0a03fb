package backbench.vector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.random.PinnedRandom;
import backbench.spi.Optimizer;
import backbench.vector.kernel.scalar.ScalarKernels;
import backbench.vector.kernel.simd.SimdKernels;
import backbench.vector.memory.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the two sets of inner loops against each other, and both against doubles. */
class KernelTwinTest {

  private final Kernels simd = new SimdKernels();
  private final Kernels scalar = new ScalarKernels(simd.lanes());
  private final int lanes = simd.lanes();
  private final PinnedRandom random = new PinnedRandom(7);

  private float[] noise(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** Runs both kernels on copies of the same result array and compares it. */
  private void assertTwins(float[] result, BiConsumer<Kernels, float[]> call) {
    float[] first = result.clone();
    float[] second = result.clone();
    call.accept(simd, first);
    call.accept(scalar, second);
    assertThat(first).isNotEqualTo(result).containsExactly(second, within(1e-4f));
  }

  /** Returns the heights of all tilings: this machine uses one of them. */
  private static Set<Integer> heights(Function<Tiling, List<Integer>> of) {
    return Stream.of(Tiling.TALL, Tiling.LOW)
        .flatMap(tiling -> of.apply(tiling).stream())
        .collect(Collectors.toSet());
  }

  @Test
  void productTilesEqualADoubleSum() {
    for (int vectors : List.of(1, 2)) {
      for (int rows : heights(vectors == 2 ? Tiling::productRows : Tiling::narrowProductRows)) {
        for (int depth : List.of(1, 2, 9, 61)) {
          for (float floor : new float[] {0, Float.NEGATIVE_INFINITY}) {
            int[] taps = new int[depth];
            Arrays.setAll(taps, k -> 5 * k % 64);
            checkProduct(vectors, rows, taps, floor);
            int[] quads = new int[4 * depth];
            Arrays.setAll(quads, k -> k / 4 * 9 % 64 + k % 4);
            assertThat(Product.isInQuads(quads)).isTrue();
            checkProduct(vectors, rows, quads, floor);
          }
        }
      }
    }
  }

  private void checkProduct(int vectors, int rows, int[] taps, float floor) {
    int depth = taps.length;
    int width = vectors * lanes;
    int aStride = 3;
    boolean inQuads = Product.isInQuads(taps);
    float[] a = noise(200);
    float[] b = noise(depth * width + 5);
    float[] init = noise(width + 2);
    int cStride = width + lanes;
    Product product = new Product(aStride, taps, inQuads, b, vectors, init, floor, cStride);
    for (Kernels kernels : List.of(simd, scalar)) {
      float[] c = new float[rows * cStride + 4];
      kernels.multiply(product, rows, a, 11, 5, 2, c, 4);
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < width; j++) {
          double sum = init[2 + j];
          for (int k = 0; k < depth; k++) {
            sum += (double) a[11 + row * aStride + taps[k]] * b[5 + k * width + j];
          }
          assertThat((double) c[4 + row * cStride + j])
              .as("%s: row %d, column %d of %d rows", kernels.name(), row, j, rows)
              .isCloseTo(Math.max(sum, floor), within(2e-7 * (depth + 5)));
        }
      }
      assertThat(c[3]).as("nothing is written before the tile").isZero();
    }
  }

  @Test
  void outerTilesEqualADoubleSum() {
    for (int vectors : List.of(1, 2)) {
      for (int rows : heights(vectors == 2 ? Tiling::outerRows : Tiling::narrowOuterRows)) {
        checkOuter(vectors, rows, false);
      }
      for (int rows : heights(vectors == 2 ? Tiling::gatheredRows : Tiling::narrowGatheredRows)) {
        checkOuter(vectors, rows, true);
      }
    }
  }

  private void checkOuter(int vectors, int rows, boolean gathered) {
    int width = vectors * lanes;
    int positions = 23;
    int[] aAt = new int[positions];
    int[] bAt = new int[positions];
    Arrays.setAll(aAt, p -> 7 * p);
    Arrays.setAll(bAt, p -> (positions - p) * width);
    int[] taps = new int[rows + 2];
    Arrays.setAll(taps, tap -> tap * tap % 31);
    float[] a = noise(300);
    float[] b = noise((positions + 1) * width);
    float[] before = noise(rows * width + 3);
    Outer outer = new Outer(aAt, bAt, taps, vectors);
    for (Kernels kernels : List.of(simd, scalar)) {
      float[] c = before.clone();
      if (gathered) {
        kernels.addOuterGathered(outer, rows, 2, 4, 21, a, 3, b, 0, c, 3);
      } else {
        kernels.addOuter(outer, rows, 4, 21, a, 3, b, 0, c, 3);
      }
      for (int row = 0; row < rows; row++) {
        for (int j = 0; j < width; j++) {
          double sum = before[3 + row * width + j];
          for (int p = 4; p < 21; p++) {
            int from = 3 + aAt[p] + (gathered ? taps[2 + row] : row);
            sum += (double) a[from] * b[bAt[p] + j];
          }
          assertThat((double) c[3 + row * width + j])
              .as("%s: row %d, column %d of %d rows", kernels.name(), row, j, rows)
              .isCloseTo(sum, within(1e-5));
        }
      }
    }
  }

  @Test
  void elementwiseKernelsAreTwins() {
    int pixels = 7;
    int pitch = 3 * lanes;
    int count = pixels * pitch;
    float[] x = noise(4 * count + 8);
    float[] g = noise(4 * count + 8);
    float[] channels = noise(pitch);
    float[] more = noise(pitch);
    float[] y = noise(4 * count + 8);
    assertTwins(y, (kernels, to) -> kernels.relu(x, 1, to, 2, count));
    assertTwins(y, (kernels, to) -> kernels.reluGradient(x, 1, g, 2, to, 3, count));
    assertTwins(y, (kernels, to) -> kernels.addChannels(x, 1, pixels, pitch, to, 2));
    assertTwins(y, (kernels, to) -> kernels.addSquares(x, 1, pixels, pitch, channels, to, 2));
    assertTwins(
        y, (kernels, to) -> kernels.addProducts(g, 2, x, 1, pixels, pitch, channels, to, 2));
    assertTwins(y, (kernels, to) -> kernels.affine(x, 1, to, 2, pixels, pitch, channels, more));
    assertTwins(
        y,
        (kernels, to) ->
            kernels.affineGradient(g, 2, x, 1, to, 3, pixels, pitch, channels, more, channels));
    assertTwins(y, (kernels, to) -> kernels.drop(77, 1 << 22, 1.5f, to, 2, count));
    assertTwins(y, (kernels, to) -> kernels.addScaled(0.3f, x, 1, to, 2, count));
    assertTwins(y, (kernels, to) -> kernels.scale(0.3f, x, 1, to, 2, count));
    assertTwins(y, (kernels, to) -> kernels.multiplyElements(x, 1, g, 2, to, 3, count));
  }

  @Test
  void poolingKernelsAreTwinsAndSendEachGradientToTheFirstMaximum() {
    int pixels = 5;
    int pitch = 2 * lanes;
    int row = 2 * pixels * pitch + lanes;
    float[] x = noise(2 * row);
    for (int i = 0; i < x.length; i += 3) {
      x[i] = 0.5f; // ties
    }
    float[] dy = noise(pixels * pitch);
    float[] y = new float[pixels * pitch];
    scalar.maxPool2(x, 0, row, y, 0, pixels, pitch);
    assertTwins(
        new float[y.length], (kernels, to) -> kernels.maxPool2(x, 0, row, to, 0, pixels, pitch));
    assertTwins(
        new float[x.length],
        (kernels, to) ->
            kernels.maxPool2Gradient(x, 0, row, y, 0, dy, 0, to, 0, row, pixels, pitch));
  }

  @Test
  void windowsOfAnyShapeSendEachGradientToTheFirstMaximum() {
    int pitch = 2 * lanes;
    int[] taps = {3, pitch, 4 * pitch, 2 * pitch, 6 * pitch + 1};
    int[] gradientTaps = {0, pitch, 2 * pitch, 3 * pitch, 4 * pitch};
    float[] x = noise(8 * pitch);
    for (int i = 0; i < x.length; i += 2) {
      x[i] = 0.9f; // ties
    }
    x[taps[2] + 2] = Float.NaN;
    float[] dy = noise(pitch + 2);
    float[] before = noise(5 * pitch + 1);
    for (Kernels kernels : List.of(simd, scalar)) {
      float[] y = new float[pitch + 1];
      float[] dx = before.clone();
      kernels.maximum(taps, x, 0, y, 1, pitch);
      kernels.maximumGradient(taps, x, 0, y, 1, dy, 2, gradientTaps, dx, 1, pitch);
      float[] expected = before.clone();
      for (int c = 0; c < pitch; c++) {
        int winner = 0;
        for (int tap = 1; tap < taps.length; tap++) {
          winner = x[taps[tap] + c] > x[taps[winner] + c] ? tap : winner;
        }
        boolean isDamaged = c == 2;
        Float most = isDamaged ? Float.NaN : x[taps[winner] + c];
        assertThat(Float.valueOf(y[1 + c])).isEqualTo(most);
        // No tap is below NaN, so the first has the gradient.
        expected[1 + gradientTaps[isDamaged ? 0 : winner] + c] += dy[2 + c];
      }
      assertThat(dx).as(kernels.name()).containsExactly(expected);
    }
  }

  @Test
  void normalizingKernelsAreTwinsAndEqualDoubles() {
    int pixels = 5;
    int pitch = 2 * lanes;
    int count = pixels * pitch;
    float[] a = noise(count + 8);
    float[] b = noise(count + 8);
    float[] c = noise(count + 8);
    float[] d = noise(count + 8);
    float[] scales = noise(count + 8);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 2.5f + 2 * scales[i];
    }
    float[] y = noise(2 * count + 20);
    int apart = pitch + 3;
    assertTwins(y, (kernels, to) -> kernels.squares(a, 1, pitch, to, 2, apart, pixels));
    assertTwins(
        y, (kernels, to) -> kernels.quotients(a, 1, b, 2, scales, 3, pitch, to, 4, apart, pixels));
    assertTwins(y, (kernels, to) -> kernels.sumOfProducts(a, 1, b, 2, c, 3, d, 4, to, 5, count));
    for (Kernels kernels : List.of(simd, scalar)) {
      float[] powers = new float[count + 2];
      kernels.inverseThreeQuarterPowers(scales, 1, powers, 2, count);
      for (int i = 0; i < count; i++) {
        double exact = Math.pow(scales[1 + i], -0.75);
        assertThat((double) powers[2 + i]).isCloseTo(exact, within(3e-7 * exact));
      }
    }
  }

  @Test
  void neighboursAreSummedWithinTheWindow() {
    int pixels = 4;
    int pitch = 2 * lanes;
    int apart = pitch + 3;
    for (int size : List.of(1, 3, 5, 9)) {
      float[] x = noise(pixels * apart + size);
      Neighbours neighbours = new Neighbours(size, apart, 1.5f, 0.3f);
      for (Kernels kernels : List.of(simd, scalar)) {
        float[] y = new float[pixels * pitch + 3];
        kernels.addNeighbours(neighbours, x, 1, y, 2, pixels, pitch);
        for (int i = 0; i < pixels * pitch; i++) {
          double sum = 0;
          for (int j = 0; j < size; j++) {
            sum += x[1 + i / pitch * apart + i % pitch + j];
          }
          assertThat((double) y[2 + i])
              .as("%s: float %d, %d neighbours", kernels.name(), i, size)
              .isCloseTo(1.5 + 0.3f * sum, within(1e-6));
        }
      }
    }
  }

  @Test
  void samplingKernelsAreTwins() {
    int channels = 2 * lanes;
    int width = 11;
    Layout image = new Layout(channels, 5, 6, channels, SampledRow.HALO);
    SampledRow row = new SampledRow(image, width);
    // From outside on the left, through the image, to wholly outside below.
    row.locate(new float[] {1.4f, 0.2f, 0.1f, 0.8f, 0.7f, 0.3f}, 0, 0.4);
    float[] x = noise(image.samplePitch());
    float[] dy = noise(width * (channels + 1) + 2);
    int origin = image.origin(0);
    assertTwins(
        new float[width * (channels + 1) + 2],
        (kernels, to) -> kernels.sample(row, x, origin, channels, to, 1, channels + 1));
    assertTwins(
        x, (kernels, to) -> kernels.scatter(row, dy, 1, channels + 1, channels, to, origin));
    assertTwins(
        new float[4 * channels],
        (kernels, to) ->
            kernels.positionGradients(row, x, origin, dy, 1, channels + 1, channels, to));
  }

  @Test
  void optimizersAreTwins() {
    int count = 5 * lanes;
    float[] g = noise(count + lanes);
    float[] m = noise(count + lanes);
    float[] v = noise(count + lanes);
    for (int i = 0; i < v.length; i++) {
      v[i] *= v[i];
    }
    AdaptiveFactors factors = AdaptiveFactors.at(new Optimizer.Adam(0.01), 3);
    float[] p = noise(count + lanes);
    assertTwins(p, (kernels, to) -> kernels.sgd(to, g, lanes, count, 0.1f));
    assertTwins(p, (kernels, to) -> kernels.momentum(to, g, m.clone(), lanes, count, 0.1f, 0.9f));
    assertTwins(m, (kernels, to) -> kernels.momentum(p.clone(), g, to, lanes, count, 0.1f, 0.9f));
    assertTwins(
        p, (kernels, to) -> kernels.adapt(to, g, m.clone(), v.clone(), lanes, count, factors));
    assertTwins(
        v, (kernels, to) -> kernels.adapt(p.clone(), g, m.clone(), to, lanes, count, factors));
    AdaptiveFactors withoutMean = AdaptiveFactors.at(new Optimizer.RmsProp(0.01), 3);
    assertTwins(
        p,
        (kernels, to) -> {
          float[] both = g.clone();
          kernels.adapt(to, both, both, v.clone(), lanes, count, withoutMean);
        });
  }

  @Test
  void rectifiersKeepNaN() {
    float[] x = new float[lanes];
    Arrays.fill(x, Float.NaN);
    for (Kernels kernels : List.of(simd, scalar)) {
      float[] y = new float[lanes];
      kernels.relu(x, 0, y, 0, lanes);
      assertThat(y).containsOnly(Float.NaN);
      float[] most = new float[lanes];
      kernels.maximum(new int[] {lanes, 0}, new float[2 * lanes], 0, most, 0, lanes);
      assertThat(most).containsOnly(0);
      kernels.maximum(new int[] {0}, x, 0, most, 0, lanes);
      assertThat(most).containsOnly(Float.NaN);
      Product product = new Product(1, new int[] {0}, false, new float[lanes], 1, x, 0, lanes);
      float[] c = new float[lanes];
      kernels.multiply(product, 1, new float[1], 0, 0, 0, c, 0);
      assertThat(c).containsOnly(Float.NaN);
    }
  }
}

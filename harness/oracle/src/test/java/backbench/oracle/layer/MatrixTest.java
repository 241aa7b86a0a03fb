package backbench.oracle.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.graph.Initializer;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.random.PinnedRandom;
import backbench.spi.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

  /** Beyond a block of rows and a tile, with a remainder of two and without. */
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 9, 18, 32, 35, 66};

  /** Beyond a tile's columns. */
  private static final int[] WIDTHS = {511, 512, 513, 1_030};

  private final PinnedRandom random = new PinnedRandom(7);

  @Test
  void aProductIsTheSumOfItsProductsWhateverItsSize() {
    for (int rows : SIZES) {
      for (int inner : SIZES) {
        for (int columns : SIZES) {
          assertProduct(rows, inner, columns);
        }
      }
    }
    for (int columns : WIDTHS) {
      assertProduct(3, 33, columns);
    }
  }

  private void assertProduct(int rows, int inner, int columns) {
    double[] left = random(rows * inner);
    double[] right = random(inner * columns);
    double[] sums = random(rows * columns);
    double[] expected = sums.clone();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (int n = 0; n < inner; n++) {
          expected[r * columns + c] += left[r * inner + n] * right[n * columns + c];
        }
      }
    }
    double[] transposed = sums.clone();

    Matrix.of(sums, 0, rows, columns)
        .addProduct(Matrix.of(left, 0, rows, inner), Matrix.of(right, 0, inner, columns));
    Matrix.of(transposed, 0, rows, columns)
        .addProduct(
            Matrix.of(turned(left, rows, inner), 0, inner, rows).transposed(),
            Matrix.of(right, 0, inner, columns));

    assertThat(sums).as("%d x %d x %d", rows, inner, columns).containsExactly(expected);
    assertThat(transposed).containsExactly(expected);
  }

  @Test
  void aProductTouchesItsOwnColumnsOnly() {
    double[] sums = new double[4 * 9];
    double[] left = random(4 * 5);
    double[] right = random(5 * 9);

    Matrix.of(sums, 0, 4, 9)
        .columns(2, 3)
        .addProduct(Matrix.of(left, 0, 4, 5), Matrix.of(right, 0, 5, 9).columns(6, 3));

    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 9; c++) {
        double expected = 0;
        for (int n = 0; n < 5 && c >= 2 && c < 5; n++) {
          expected += left[r * 5 + n] * right[n * 9 + c + 4];
        }
        assertThat(sums[r * 9 + c]).as("%d, %d", r, c).isEqualTo(expected);
      }
    }
  }

  @Test
  void aDenseLayerSumsEachUnitOfEachSampleWhateverTheirNumbers() {
    for (int samples : SIZES) {
      for (int units : new int[] {1, 2, 5}) {
        int features = 6;
        OracleParameter weight = parameter("w", units * features);
        OracleParameter bias = parameter("b", units);
        double[] input = random(samples * features);

        double[] output =
            new DenseLayer(features, units, weight, bias, Rounding.NONE)
                .forward(List.of(input), samples, true);

        for (int n = 0; n < samples; n++) {
          for (int o = 0; o < units; o++) {
            double sum = bias.values()[o];
            for (int i = 0; i < features; i++) {
              sum += weight.values()[o * features + i] * input[n * features + i];
            }
            assertThat(output[n * units + o]).isCloseTo(sum, within(1e-14));
          }
        }
      }
    }
  }

  private OracleParameter parameter(String name, int size) {
    ParameterInfo info =
        new ParameterInfo(name, ParameterRole.WEIGHT, List.of(size), new Initializer.Zeros(), 1, 1);
    Tensor values = Tensor.zeros(List.of(size));
    for (int i = 0; i < size; i++) {
      values.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return new OracleParameter(info, values);
  }

  private static double[] turned(double[] matrix, int rows, int columns) {
    double[] turned = new double[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = matrix[r * columns + c];
      }
    }
    return turned;
  }

  private double[] random(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return values;
  }
}

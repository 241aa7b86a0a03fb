package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import org.junit.jupiter.api.Test;

class MnistTest {

  /** Opens the real MNIST, or skips the test where it is not there. */
  static Dataset open() {
    return Datasets.open(RealData.mnist());
  }

  @Test
  void theRealMnistHasItsPublishedSizesMeanAndDeviation() {
    Dataset mnist = open();
    Samples train = mnist.train();
    assertThat(train.size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(train.shape()).isEqualTo(Shape.image(1, 28, 28));
    assertThat(train.label(0)).isEqualTo(5);
    double sum = 0;
    double squares = 0;
    float[] pixels = new float[28 * 28];
    for (int i = 0; i < train.size(); i++) {
      train.copyPixels(i, Scaling.UNIT, pixels, 0);
      for (float pixel : pixels) {
        sum += pixel;
        squares += pixel * (double) pixel;
      }
    }
    double count = 60_000.0 * 28 * 28;
    double mean = sum / count;
    assertThat(mean).isCloseTo(0.13066, offset(5e-6));
    assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(0.30811, offset(5e-6));
  }
}

package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MnistTest {

  /** Opens the real MNIST, or skips the test where it is not there. */
  static Dataset open() {
    Path folder = dataFolder().resolve("mnist");
    assumeTrue(
        Files.isDirectory(folder),
        "no folder " + folder + "; name the data folder in BACKBENCH_DATA to run this test");
    return Datasets.open(
        new DataSource.Idx(
            folder.resolve("train-images-idx3-ubyte").toString(),
            folder.resolve("train-labels-idx1-ubyte").toString(),
            folder.resolve("t10k-images-idx3-ubyte").toString(),
            folder.resolve("t10k-labels-idx1-ubyte").toString(),
            10));
  }

  private static Path dataFolder() {
    String root = Objects.requireNonNullElse(System.getProperty("backbench.root"), ".");
    String named =
        System.getProperty(
            "BACKBENCH_DATA",
            Objects.requireNonNullElse(System.getenv("BACKBENCH_DATA"), root + "/../shared/data"));
    return Path.of(named).toAbsolutePath().normalize();
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

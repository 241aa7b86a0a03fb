package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Samples;
import backbench.graph.Shape;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final Shape PIXEL = Shape.image(1, 1, 1);

  @Test
  void ofManyTrainingSamplesTheFirstTenThousandAreEvaluated() {
    byte[] labels = new byte[10_001];
    labels[9_999] = 1;
    labels[10_000] = 2;
    Samples some = Measurement.some(new Samples(PIXEL, 3, new byte[10_001], labels));

    assertThat(some.size()).isEqualTo(10_000);
    assertThat(some.label(9_999)).isEqualTo(1);
  }

  @Test
  void ofFewAllAre() {
    assertThat(Measurement.some(new Samples(PIXEL, 2, new byte[3], new byte[3])).size())
        .isEqualTo(3);
  }
}

package backbench.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.dl4j.Dl4jProvider;
import backbench.dl4j.engine.EngineStart;
import backbench.dl4j.memory.Memory;
import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnNativePlatform(Dl4jProvider.class)
class SoftmaxLossTest {

  @TempDir Path scratch;
  private final Memory memory = new Memory();

  @BeforeEach
  void start() {
    EngineStart.load(BackendConfig.cpu(1, 1, scratch));
  }

  @AfterEach
  void end() {
    memory.close();
  }

  private double loss(float[] logits, int[] labels, float[] gradient) {
    Value output =
        new Value(memory.zeros(labels.length, logits.length / labels.length), true, false);
    output.data().write(logits);
    double loss = new SoftmaxLoss(output, memory).run(labels);
    output.gradient().read(gradient);
    return loss;
  }

  @Test
  void equalLogitsLoseTheLogarithmOfTheClasses() {
    float[] gradient = new float[4];
    assertThat(loss(new float[] {5, 5, 5, 5}, new int[] {2}, gradient))
        .isCloseTo(Math.log(4), within(1e-12));
    assertThat(gradient).containsExactly(0.25f, 0.25f, -0.75f, 0.25f);
  }

  @Test
  void theGradientIsOfTheMeanOverTheBatch() {
    float[] gradient = new float[4];
    loss(new float[] {0, 0, 0, 0}, new int[] {0, 1}, gradient);
    assertThat(gradient).containsExactly(-0.25f, 0.25f, 0.25f, -0.25f);
  }

  @Test
  void aNanAmongTheLogitsIsANanLoss() {
    assertThat(loss(new float[] {0, Float.NaN}, new int[] {0}, new float[2])).isNaN();
  }
}

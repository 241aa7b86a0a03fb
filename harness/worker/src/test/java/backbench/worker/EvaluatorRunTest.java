package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.feed.Batches;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.spi.Tensor;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests what an evaluation counts. */
class EvaluatorRunTest {

  private static final int CLASSES = 3;
  private static final double RIGHT = Math.log(1 + 2 * Math.exp(-10));

  private final FakeTime time = new FakeTime();
  private final FakeBackend backend = new FakeBackend(CLASSES, time);

  /** Evaluates samples whose pixels name what they are taken for. */
  private Evaluator.Evaluated evaluated(byte[] taken, byte[] labels, int batch) {
    Batches batches =
        new Batches(
            new Samples(Shape.image(1, 1, 1), CLASSES, taken, labels),
            Scaling.IDENTITY,
            batch,
            new Order.AsFiled());
    return Evaluator.evaluate(backend.model(), batches, CLASSES, time);
  }

  @Test
  void theRowOfAConfusionIsTheLabelAndTheColumnWhatItIsTakenFor() {
    byte[] taken = {0, 2, 2, 1, 1};
    byte[] labels = {0, 0, 0, 1, 2};
    assertThat(evaluated(taken, labels, 2).confusion().counts())
        .containsExactly(1, 0, 2, 0, 1, 0, 0, 1, 0);
  }

  @Test
  void theLossIsTheMeanOverTheSamplesAndTheTimeThatOfThePredictions() {
    byte[] taken = {0, 0, 1, 1, 2};
    byte[] labels = {0, 1, 1, 1, 2};
    Evaluator.Evaluated evaluated = evaluated(taken, labels, 4);
    assertThat(evaluated.score().samples()).isEqualTo(5);
    assertThat(evaluated.score().correct()).isEqualTo(4);
    assertThat(evaluated.score().loss()).isCloseTo((5 * RIGHT + 10) / 5, within(1e-12));
    assertThat(evaluated.score().predictSeconds()).isEqualTo(2 * FakeBackend.PREDICT_NANOS / 1e9);
    assertThat(backend.calls).containsExactly("predict 1 [0, 0, 1, 1]", "predict 1 [2]");
    assertThat(backend.open()).as("the model alone").isEqualTo(1);
  }

  @Test
  void theLogitsOfTheSamplesAreKeptInOrder() {
    KnownLogits known = evaluated(new byte[] {0, 1, 2}, new byte[3], 2).logits();
    assertThat(known.samples()).isEqualTo(3);
    Tensor last = new Tensor(List.of(1, CLASSES), new float[] {0, 0, 10});
    assertThat(known.difference(last, new int[] {2})).isZero();
    assertThat(known.difference(last, new int[] {1})).isEqualTo(1);
  }

  @Test
  void logitsThatAreNoNumbersCountNowhere() {
    backend.spoiled = OptionalInt.of(0);
    Evaluator.Evaluated evaluated = evaluated(new byte[] {0, 1}, new byte[] {0, 1}, 1);
    assertThat(evaluated.score().correct()).isEqualTo(1);
    assertThat(evaluated.score().loss()).isNaN();
    assertThat(evaluated.confusion().counts()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void anEvaluationRefusesLogitsOfAnotherShape() {
    backend.flat = true;
    assertThatThrownBy(() -> evaluated(new byte[] {0, 1}, new byte[2], 2))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith("logits have shape [6]");
    assertThat(backend.open()).as("the model alone").isEqualTo(1);
  }

  @Test
  void logitsOfAnotherShapeAreTheEnginesFault() {
    Tensor flat = new Tensor(List.of(6), new float[6]);
    assertThatThrownBy(() -> Evaluator.requireShape(flat, 2, 3))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("logits have shape [6], expected [2, 3]")
        .extracting(e -> ((BackbenchException) e).code())
        .isEqualTo(ErrorCode.ENGINE_FAILED);
  }
}

package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.feed.Batches;
import backbench.graph.Shape;
import backbench.spi.Model;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Tests timed predictions by a time that passes only where it is said. */
class TimedPredictionsClockTest {

  private static final int CLASSES = 2;
  private static final long LOOP_NANOS =
      FakeBackend.STAGE_NANOS + FakeBackend.PREDICT_NANOS + FakeBackend.CLOSE_NANOS;

  private final FakeTime time = new FakeTime();
  private final FakeBackend backend = new FakeBackend(CLASSES, time);

  private TimedPredictions predictions(int samples, int batch, long seed) {
    byte[] pixels = new byte[samples];
    KnownLogits known = new KnownLogits(CLASSES, samples);
    for (int i = 0; i < samples; i++) {
      pixels[i] = (byte) i;
      known.add(
          new Tensor(List.of(1, CLASSES), i % 2 == 0 ? new float[] {10, 0} : new float[] {0, 10}));
    }
    Batches test =
        new Batches(
            new Samples(Shape.image(1, 1, 1), CLASSES, pixels, new byte[samples]),
            Scaling.IDENTITY,
            batch,
            new Order.AsFiled());
    Model model = backend.model();
    return new TimedPredictions(model, test, known, batch, seed, time);
  }

  @Test
  void callsAreThePredictionsAndHandingIsStagingAndReleasing() throws Exception {
    Event.Predicted predicted = predictions(6, 3, 1).run(4 * LOOP_NANOS / 1e9);
    assertThat(predicted.calls().count()).isEqualTo(4);
    assertThat(predicted.seconds()).isEqualTo(4 * FakeBackend.PREDICT_NANOS / 1e9);
    assertThat(predicted.handingSeconds())
        .isEqualTo(4 * (FakeBackend.STAGE_NANOS + FakeBackend.CLOSE_NANOS) / 1e9);
    assertThat(predicted.samples()).isEqualTo(12);
    assertThat(predicted.difference()).isEqualTo(new Event.Difference(12, 0));
    Histogram histogram =
        Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(predicted.calls().histogram()), 0);
    assertThat(histogram.getCountAtValue(FakeBackend.PREDICT_NANOS)).isEqualTo(4);
  }

  @Test
  void aPredictionThatIsUnderWayWhenTheTimeIsUpIsTheLast() {
    assertThat(predictions(6, 3, 1).run((3 * LOOP_NANOS + 1) / 1e9).calls().count()).isEqualTo(4);
    assertThat(predictions(6, 3, 1).run(0).calls().count()).isEqualTo(1);
  }

  @Test
  void aPredictionOfAnotherShapeIsRefused() {
    TimedPredictions predictions = predictions(6, 3, 1);
    backend.flat = true;
    assertThatThrownBy(() -> predictions.run(0))
        .hasMessage("logits have shape [6], expected [3, 2]");
  }

  @Test
  void whatDoesNotFillABatchIsLeftOutOfTheRound() {
    predictions(7, 3, 1).run(4 * LOOP_NANOS / 1e9);
    assertThat(backend.calls).hasSize(4);
    for (int round = 0; round < 2; round++) {
      List<String> seen =
          backend.calls.subList(2 * round, 2 * round + 2).stream()
              .map(call -> call.replaceAll("predict 1 \\[|\\]", ""))
              .flatMap(call -> List.of(call.split(", ", -1)).stream())
              .toList();
      assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyRoundHasAnOrderOfItsOwnWhichTheSeedTells() {
    predictions(6, 6, 1).run(4 * LOOP_NANOS / 1e9);
    List<String> first = List.copyOf(backend.calls);
    assertThat(first).doesNotHaveDuplicates();
    backend.calls.clear();
    predictions(6, 6, 1).run(4 * LOOP_NANOS / 1e9);
    assertThat(plain(backend.calls)).isEqualTo(plain(first));
    backend.calls.clear();
    predictions(6, 6, 2).run(4 * LOOP_NANOS / 1e9);
    assertThat(plain(backend.calls)).isNotEqualTo(plain(first));
  }

  private static List<String> plain(List<String> calls) {
    return calls.stream()
        .map(call -> call.replaceFirst(" \\d+ ", " "))
        .collect(Collectors.toList());
  }
}

package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.feed.Batches;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedPredictionsTest {

  private static final Shape PIXEL = Shape.image(1, 1, 1);
  private static final int CLASSES = 2;
  private static final int SAMPLES = 6;

  @Test
  void everyBatchIsStagedForOnePredictionAndHoldsSamplesInAnotherOrder() {
    Recording model = new Recording();
    Event.Predicted predicted = predictions(model, 3).run(0.02);

    assertThat(model.predictionsPerStaged).isNotEmpty().allMatch(count -> count == 1);
    assertThat(model.open).isZero();
    assertThat(predicted.batch()).isEqualTo(3);
    assertThat(predicted.samples()).isEqualTo(3L * model.seen.size());
    assertThat(model.seen.stream().distinct().count()).isGreaterThan(2);
    // Two batches make a round, in which each sample comes once.
    List<Float> round = new ArrayList<>(model.seen.get(0));
    round.addAll(model.seen.get(1));
    assertThat(round).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f);
  }

  @Test
  void aBatchThatIsLargerThanTheTestSetHoldsAllOfIt() {
    assertThat(predictions(new Recording(), 100).run(0).batch()).isEqualTo(SAMPLES);
  }

  @Test
  void theLogitsOfEachSampleAreComparedWithThoseOfItsEvaluation() {
    Event.Predicted right = predictions(new Recording(), 3).run(0.01);
    assertThat(right.difference().samples()).isEqualTo(right.samples());
    assertThat(right.difference().largest()).isZero();

    Recording stale = new Recording();
    stale.stale = true;
    assertThat(predictions(stale, 3).run(0.01).difference().largest()).isGreaterThan(0.01);
  }

  @Test
  void stagingAndReleasingCountAsHandingAndNotAsCalls() {
    Recording slow = new Recording();
    slow.stageNanos = 30_000_000;
    Event.Predicted predicted = predictions(slow, 3).run(0);

    assertThat(predicted.handingSeconds()).isGreaterThanOrEqualTo(0.03);
    assertThat(predicted.calls().count()).isEqualTo(1);
  }

  private static TimedPredictions predictions(Model model, int batch) {
    byte[] pixels = {0, 1, 2, 3, 4, 5};
    Batches test =
        new Batches(
            new Samples(PIXEL, CLASSES, pixels, new byte[SAMPLES]),
            Scaling.IDENTITY,
            batch,
            new Order.AsFiled());
    KnownLogits known = new KnownLogits(CLASSES, SAMPLES);
    known.add(logits(new float[] {0, 1, 2, 3, 4, 5}));
    return new TimedPredictions(model, test, known, batch, 1);
  }

  /** Makes logits that tell each pixel from the others. */
  private static Tensor logits(float[] pixels) {
    float[] logits = new float[CLASSES * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      logits[CLASSES * i] = pixels[i];
      logits[CLASSES * i + 1] = -pixels[i];
    }
    return new Tensor(List.of(pixels.length, CLASSES), logits);
  }

  private static final class Recording implements Model {

    private final List<List<Float>> seen = new ArrayList<>();
    private final List<Integer> predictionsPerStaged = new ArrayList<>();
    private boolean stale;
    private long stageNanos;
    private int open;
    private float[] first = new float[0];

    private final class Held implements Staged {
      private final float[] pixels;
      private int predictions;

      private Held(float[] pixels) {
        this.pixels = pixels;
      }

      @Override
      public int size() {
        return pixels.length;
      }

      @Override
      public void close() {
        open--;
        predictionsPerStaged.add(predictions);
      }
    }

    @Override
    public Staged stage(Batch batch) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < stageNanos) {
        Thread.onSpinWait();
      }
      open++;
      return new Held(batch.images().data().clone());
    }

    @Override
    public Tensor predict(Staged batch) {
      Held held = (Held) batch;
      held.predictions++;
      List<Float> pixels = new ArrayList<>();
      for (float pixel : held.pixels) {
        pixels.add(pixel);
      }
      seen.add(pixels);
      first = first.length == 0 ? Arrays.copyOf(held.pixels, held.pixels.length) : first;
      return logits(stale ? first : held.pixels);
    }

    @Override
    public double step(Staged batch) {
      throw new UnsupportedOperationException("nothing trains here");
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("nobody asks for them here");
    }

    @Override
    public void close() {}
  }
}

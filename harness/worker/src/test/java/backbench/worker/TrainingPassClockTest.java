package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import backbench.data.feed.Feed;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameReader;
import backbench.worker.wire.FrameWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests where the time of a pass goes, by a time that passes only where it is said. */
class TrainingPassClockTest {

  private static final Event.Score SCORE = new Event.Score(5, 4, 0.25, 0);
  private static final long FIRST_WAIT_NANOS = 1_000_000;
  private static final long WAIT_NANOS = 200_000;

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final FakeBackend backend = new FakeBackend(2, time);
  private final List<Event> told = new ArrayList<>();
  private Path events;

  @BeforeEach
  void nameEvents() {
    events = folder.resolve("events");
  }

  /** Makes a pass over batches of these sizes, each of which takes its time to come. */
  private Event.EpochEnded pass(int... sizes) throws IOException {
    try (FrameWriter writer = new FrameWriter(events);
        Model model = backend.model()) {
      TrainingPass pass = new TrainingPass(model, 9, 3, writer, time);
      try (Feed feed = new Waiting(sizes)) {
        while (feed.hasNext()) {
          pass.step(feed);
        }
      }
      return pass.ended(pass.seconds(), SCORE, Optional.empty(), Optional.of(SCORE));
    } finally {
      try (FrameReader reader = new FrameReader(events)) {
        for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
          told.add(next.get());
        }
      }
    }
  }

  @Test
  void eachPartOfTheLoopIsOnItsOwnClock() throws Exception {
    Event.EpochEnded.Seconds seconds = pass(2, 2, 2).seconds();
    assertThat(seconds.step()).isEqualTo(3 * FakeBackend.STEP_NANOS / 1e9);
    assertThat(seconds.stage()).isEqualTo(3 * FakeBackend.STAGE_NANOS / 1e9);
    assertThat(seconds.close()).isEqualTo(3 * FakeBackend.CLOSE_NANOS / 1e9);
    assertThat(seconds.firstWait()).isEqualTo(FIRST_WAIT_NANOS / 1e9);
    assertThat(seconds.laterWait()).isEqualTo(2 * WAIT_NANOS / 1e9);
    assertThat(backend.open()).isZero();
  }

  @Test
  void theTimesOfTheStepsAreThoseOfTheStepsAlone() throws Exception {
    Event.Times steps = pass(2, 2, 2).steps();
    Histogram histogram =
        Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(steps.histogram()), 0);
    assertThat(steps.count()).isEqualTo(3);
    assertThat(steps.rawCount()).isEqualTo(3);
    assertThat(histogram.getMinValue()).isEqualTo(FakeBackend.STEP_NANOS);
    assertThat(histogram.getMaxValue()).isEqualTo(FakeBackend.STEP_NANOS);
  }

  @Test
  void theMeanLossIsThatOfTheSamplesAndNotOfTheBatches() throws Exception {
    backend.losses.addAll(List.of(1.0, 2.0, 7.0));
    Event.EpochEnded ended = pass(4, 4, 1);
    assertThat(ended.samples()).isEqualTo(9);
    assertThat(ended.losses().mean()).isCloseTo((4 * 1 + 4 * 2 + 7) / 9.0, within(1e-15));
    assertThat(ended.losses().first()).containsExactly(1.0, 2.0, 7.0);
  }

  @Test
  void theFirstHundredLossesAreKept() throws Exception {
    int[] sizes = new int[103];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 1;
      backend.losses.add(i + 1.0);
    }
    assertThat(pass(sizes).losses().first()).hasSize(100).startsWith(1.0, 2.0).endsWith(100.0);
  }

  @Test
  void theScoresStayWhatTheyAre() throws Exception {
    Event.EpochEnded ended = pass(1);
    assertThat(ended.epoch()).isEqualTo(3);
    assertThat(ended.scores().test()).isEqualTo(SCORE);
    assertThat(ended.scores().validation()).isEmpty();
    assertThat(ended.scores().train()).contains(SCORE);
  }

  @Test
  void theProcessorsWorkForThePassAndForNothingBefore() throws Exception {
    double before = System.nanoTime();
    Optional<Double> processor = pass(1).seconds().processor();
    double most = (System.nanoTime() - before) / 1e9 * Runtime.getRuntime().availableProcessors();
    // Ticks of 10 ms, at both ends.
    assertThat(processor).hasValueSatisfying(each -> assertThat(each).isBetween(0.0, most + 0.02));
  }

  @Test
  void aLossThatIsNotANumberNamesItsStepAndItsEpoch() {
    backend.losses.addAll(List.of(1.0, Double.NaN));
    assertThatThrownBy(() -> pass(1, 1, 1))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("the loss is NaN at step 2 of epoch 3")
        .extracting(e -> ((BackbenchException) e).code())
        .isEqualTo(ErrorCode.NOT_FINITE);
    assertThat(backend.open()).as("the batch of that step is released").isZero();
  }

  @Test
  void progressIsToldTwiceASecondAtMostByTheTimeOfTheWholeLoop() throws Exception {
    // Just half a second is not more than half a second.
    slow = 500_000_000 - FakeBackend.STAGE_NANOS - FakeBackend.STEP_NANOS - FakeBackend.CLOSE_NANOS;
    pass(8, 8, 8);
    double loop = FakeBackend.STAGE_NANOS + FakeBackend.STEP_NANOS + FakeBackend.CLOSE_NANOS;
    assertThat(told).hasSize(1);
    Event.Progress progress = (Event.Progress) told.get(0);
    assertThat(progress.epoch()).isEqualTo(3);
    assertThat(progress.steps()).isEqualTo(2);
    assertThat(progress.stepsInEpoch()).isEqualTo(9);
    assertThat(progress.samplesPerSecond()).isCloseTo(8 / (loop / 1e9), withPercentage(1e-9));
  }

  private long slow = -1;

  /** Hands out batches, each after some time. */
  private final class Waiting implements Feed {
    private final Deque<Batch> left = new ArrayDeque<>();
    private boolean first = true;

    private Waiting(int... sizes) {
      for (int size : sizes) {
        left.add(new Batch(new Tensor(List.of(size, 1), new float[size]), new int[size]));
      }
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public Batch next() {
      time.pass(slow >= 0 ? slow : first ? FIRST_WAIT_NANOS : WAIT_NANOS);
      first = false;
      return left.remove();
    }

    @Override
    public void close() {
      left.clear();
    }
  }
}

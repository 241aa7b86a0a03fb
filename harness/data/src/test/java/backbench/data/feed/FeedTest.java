package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Augmentation;
import backbench.data.Augmentation.Crop;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import backbench.spi.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FeedTest {

  private static final Shape SHAPE = Shape.image(3, 6, 5);
  private static final Samples SAMPLES = AugmenterTest.colourful(53, SHAPE);
  private static final Augmentation ALL =
      new Augmentation(0.5, Optional.of(new Crop.Padded(2)), 0.1);

  private static Batches batches(Augmentation augmentation, int batchSize) {
    return new Batches(
        SAMPLES,
        Scaling.CENTERED,
        batchSize,
        new Order.Shuffled(1),
        Augmenter.training(augmentation, SAMPLES, 1));
  }

  private static List<Thread> feeding() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("feed-") && thread.isAlive())
        .toList();
  }

  private static List<Batch> all(Feed feed) {
    List<Batch> all = new ArrayList<>();
    try (feed) {
      feed.forEachRemaining(all::add);
    }
    return all;
  }

  /** Puts the pixels of all batches one behind the other. */
  private static List<Float> pixels(List<Batch> batches) {
    List<Float> pixels = new ArrayList<>();
    for (Batch batch : batches) {
      for (float pixel : batch.images().data()) {
        pixels.add(pixel);
      }
    }
    return pixels;
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(feeding()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "2,1", "2,8", "3,3", "8,8"})
  void anyNumberOfThreadsHandsOutTheSameAndDigestsTheSame(int threads, int ahead) {
    BatchDigest direct = new BatchDigest();
    BatchDigest background = new BatchDigest();
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Batch> expected = all(batches(ALL, 4).epoch(epoch, direct));
      List<Batch> made = all(batches(ALL, 4).background(epoch, background, threads, ahead));
      assertThat(made).hasSize(14);
      for (int i = 0; i < 14; i++) {
        assertThat(made.get(i).images().dims()).isEqualTo(expected.get(i).images().dims());
        assertThat(made.get(i).images().data()).isEqualTo(expected.get(i).images().data());
        assertThat(made.get(i).labels()).isEqualTo(expected.get(i).labels());
      }
    }
    assertThat(background.hex()).isEqualTo(direct.hex());
    assertThat(background.samples()).isEqualTo(3 * 53);
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "53", "100"})
  void theBatchSizeDoesNotChangeAnImage(int batchSize) {
    assertThat(pixels(all(batches(ALL, batchSize).epoch(2))))
        .isEqualTo(pixels(all(batches(ALL, 4).epoch(2))));
  }

  @Test
  void anImageDiffersFromEpochToEpochInWhateverPartIsVaried() {
    Crop crop = new Crop.Padded(2);
    for (Augmentation each :
        List.of(
            new Augmentation(0.5, Optional.empty(), 0),
            new Augmentation(0, Optional.of(crop), 0),
            new Augmentation(0, Optional.empty(), 0.1))) {
      Batches filed =
          new Batches(
              SAMPLES, Scaling.UNIT, 53, new Order.AsFiled(), Augmenter.training(each, SAMPLES, 1));
      float[] first = filed.epoch(0).next().images().data();
      float[] second = filed.epoch(1).next().images().data();
      assertThat(first).isNotEqualTo(second);
      assertThat(filed.epoch(0).next().images().data()).isEqualTo(first);
    }
  }

  @Test
  void aFedValueIsTheTintedRawValueScaled() {
    Augmentation lit = new Augmentation(0, Optional.empty(), 0.1);
    Augmenter augmenter = Augmenter.training(lit, SAMPLES, 9);
    Batch batch =
        new Batches(SAMPLES, Scaling.CENTERED, 10, new Order.AsFiled(), augmenter).epoch(4).next();
    byte[] raw = new byte[SHAPE.size()];
    SAMPLES.copyRaw(3, raw, 0);
    Tint tint = augmenter.draw(4, 3).tint();
    assertThat(tint).isNotEqualTo(Tint.NONE);
    for (int i = 0; i < raw.length; i++) {
      float expected = (float) (((raw[i] & 0xFF) + tint.of(i / 30)) * (1.0 / 255) - 0.5);
      assertThat(batch.images().data()[3 * raw.length + i]).isEqualTo(expected);
    }
  }

  @Test
  void aWindowChangesTheShapeOfABatch() {
    Batches batches = batches(new Augmentation(0, Optional.of(new Crop.Window(4, 3)), 0), 10);
    assertThat(batches.shape()).isEqualTo(Shape.image(3, 4, 3));
    assertThat(all(batches.feed(0)).get(0).images().dims()).containsExactly(10, 3, 4, 3);
  }

  @Test
  void onlyWhatIsVariedIsMadeInTheBackground() {
    try (Feed plain = batches(Augmentation.NONE, 4).feed(0)) {
      assertThat(plain).isInstanceOf(DirectFeed.class);
    }
    try (Feed varied = batches(ALL, 4).feed(0)) {
      assertThat(varied).isInstanceOf(BackgroundFeed.class);
    }
  }

  @Test
  void noMoreIsMadeAheadThanAsked() throws InterruptedException {
    BatchDigest digest = new BatchDigest();
    try (BackgroundFeed feed = (BackgroundFeed) batches(ALL, 4).background(0, digest, 2, 3)) {
      feed.next();
      feed.next();
      while (feed.made() < 5) {
        Thread.sleep(5);
      }
      awaitIdle();
      // A thread that waits for room does not keep the process alive.
      assertThat(feeding()).hasSize(2).allMatch(Thread::isDaemon);
    }
    // Two were handed out, three more were made; the threads that made them have ended.
    assertThat(digest.batches()).isEqualTo(5);
  }

  /** Waits until no feeding thread can go on. */
  private static void awaitIdle() throws InterruptedException {
    while (!feeding().stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
      Thread.sleep(5);
    }
  }

  /** An epoch whose batch of that number asks for a sample that is not there. */
  private static Epoch broken(int brokenBatch) {
    int[] order = new int[40];
    Arrays.setAll(order, i -> i / 4 == brokenBatch ? 1_000 : i);
    return new Epoch(
        SAMPLES, Scaling.UNIT, Augmenter.training(ALL, SAMPLES, 1), 0, order, 4, new BatchDigest());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "3,1", "3,4", "9,2"})
  void anErrorComesUpInItsPlaceAsItWas(int brokenBatch, int threads) {
    try (Feed feed = new BackgroundFeed(broken(brokenBatch), threads, 4)) {
      for (int i = 0; i < brokenBatch; i++) {
        assertThat(feed.next().size()).isEqualTo(4);
      }
      assertThatThrownBy(feed::next)
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("1000");
      assertThatThrownBy(feed::next).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aLoopThatThrowsEndsTheThreads() {
    assertThatThrownBy(
            () -> {
              try (Feed feed = batches(ALL, 4).background(0, new BatchDigest(), 3, 2)) {
                feed.next();
                throw new IllegalArgumentException("the step failed");
              }
            })
        .hasMessage("the step failed");
    assertThat(feeding()).isEmpty();
  }

  @Test
  void anInterruptedLoopEndsAsSuch() {
    // Without a thread no batch ever comes.
    try (Feed feed = new BackgroundFeed(broken(9), 0, 1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(feed::next).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closingWaitsForTheThreadsEvenIfInterrupted() {
    Feed feed = batches(ALL, 4).background(0, new BatchDigest(), 4, 8);
    Thread.currentThread().interrupt();
    feed.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(feeding()).isEmpty();
  }

  @Test
  void anEpochEndsAndAClosedOneHasNoMore() {
    Feed over = batches(ALL, 30).feed(0);
    assertThat(all(over)).hasSize(2);
    assertThatThrownBy(over::next).isInstanceOf(NoSuchElementException.class);
    for (Augmentation each : List.of(ALL, Augmentation.NONE)) {
      Feed closed = batches(each, 4).feed(0);
      closed.next();
      closed.close();
      closed.close();
      assertThat(closed.hasNext()).isFalse();
      assertThatThrownBy(closed::next).isInstanceOf(NoSuchElementException.class);
    }
  }
}

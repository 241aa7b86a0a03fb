package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.feed.Feed;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPassTest {

  private static final double FIRST_SECONDS = 0.4;
  private static final double OTHER_SECONDS = 0.1;

  @Test
  void waitingIsApartFromStepsAndTheFirstWaitFromTheOthers(@TempDir Path folder)
      throws IOException {
    try (FrameWriter events = new FrameWriter(folder.resolve("events"));
        Feed feed = new SlowFeed();
        Model model = new InstantModel()) {
      TrainingPass pass = new TrainingPass(model, 3, 1, events);
      while (feed.hasNext()) {
        pass.step(feed);
      }
      Event.EpochEnded ended =
          pass.ended(
              pass.seconds(), new Event.Score(1, 1, 0, 0), Optional.empty(), Optional.empty());

      assertThat(ended.samples()).isEqualTo(3);
      assertThat(ended.seconds().firstWait()).isGreaterThanOrEqualTo(FIRST_SECONDS);
      assertThat(ended.seconds().laterWait()).isGreaterThanOrEqualTo(2 * OTHER_SECONDS);
      assertThat(ended.seconds().step() + ended.seconds().stage()).isLessThan(2 * OTHER_SECONDS);
    }
  }

  /** Hands out three batches, each after some time. */
  private static final class SlowFeed implements Feed {

    private int next;

    @Override
    public boolean hasNext() {
      return next < 3;
    }

    @Override
    public Batch next() {
      double seconds = next++ == 0 ? FIRST_SECONDS : OTHER_SECONDS;
      long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      while (System.nanoTime() - end < 0) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      return new Batch(new Tensor(List.of(1, 1), new float[1]), new int[1]);
    }

    @Override
    public void close() {
      next = 3;
    }
  }

  /** Holds nothing. */
  private record Nowhere(int size) implements Staged {
    @Override
    public void close() {}
  }

  /** Does nothing, at once. */
  private static final class InstantModel implements Model {

    @Override
    public Staged stage(Batch batch) {
      return new Nowhere(batch.size());
    }

    @Override
    public Tensor predict(Staged batch) {
      throw new UnsupportedOperationException("nothing predicts here");
    }

    @Override
    public double step(Staged batch) {
      return 1;
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("nobody asks for them here");
    }

    @Override
    public void close() {}
  }
}

package backbench.clock;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TrailingWorkTest {

  private static final List<Batch> BATCHES =
      List.of(new Batch(new Tensor(List.of(1, 1), new float[1]), new int[1]));

  private static final long STEP_NANOS = 8_000_000;

  @Test
  void anUpdateThatGoesOnInAnotherThreadIsFoundWhereverTheNextLoopWaits() {
    for (Wait wait : List.of(Wait.IN_STAGE, Wait.IN_STEP, Wait.IN_CLOSE)) {
      TrailingWork.Found found =
          TrailingWork.of(new Lazy(wait, threads(), true), BATCHES, Device.CPU);

      assertThat(found.worksOn()).as("%s %s", wait, found).isTrue();
      assertThat(found.savedSeconds()).isGreaterThan(0.1 * found.loopSeconds());
    }
  }

  @Test
  void aModelThatIsDoneWhenItsStepReturnsIsCleared() {
    TrailingWork.Found found =
        TrailingWork.of(new Lazy(Wait.IN_STEP, Runnable::run, true), BATCHES, Device.CPU);
    assertThat(found.worksOn()).as("%s", found).isFalse();
  }

  @Test
  void aPauseThatHelpsAnIdleProcessIsNoWorkThatRunsOn() {
    // As where a container has spent its share of the processor: waiting alone gives it back.
    Model throttled = new Lazy(Wait.IN_STAGE, threads(), false);
    assertThat(TrailingWork.of(throttled, BATCHES, Device.CPU).worksOn()).isFalse();
    assertThat(TrailingWork.of(throttled, BATCHES, Device.GPU).worksOn()).isTrue();
  }

  private static Executor threads() {
    return task -> {
      Thread thread = new Thread(task, "lazy");
      thread.setDaemon(true);
      thread.start();
    };
  }

  private enum Wait {
    IN_STAGE,
    IN_STEP,
    IN_CLOSE
  }

  /** Computes a quarter of a step at once, and leaves the rest to an executor. */
  private static final class Lazy implements Model {

    private final Wait wait;
    private final Executor executor;
    private final boolean computing;
    private CompletableFuture<Void> rest = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> last = rest;

    Lazy(Wait wait, Executor executor, boolean computing) {
      this.wait = wait;
      this.executor = executor;
      this.computing = computing;
    }

    @Override
    public Staged stage(Batch batch) {
      await(Wait.IN_STAGE);
      return new Staged() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void close() {
          if (wait == Wait.IN_CLOSE) {
            last.join();
          }
        }
      };
    }

    @Override
    public double step(Staged batch) {
      await(Wait.IN_STEP);
      last = rest;
      spend(STEP_NANOS / 4);
      rest = CompletableFuture.runAsync(() -> spend(3 * STEP_NANOS / 4), executor);
      return 1;
    }

    private void await(Wait where) {
      if (wait == where) {
        rest.join();
      }
    }

    private void spend(long nanos) {
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() - end < 0) {
        if (computing) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(end - System.nanoTime());
        }
      }
    }

    @Override
    public Tensor predict(Staged batch) {
      throw new UnsupportedOperationException("nothing predicts here");
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("nobody asks for them here");
    }

    @Override
    public void close() {}
  }
}

package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Spreads loops over a fixed number of threads.
 *
 * <p>One thread computes a whole turn, so results do not depend on how many there are.
 */
final class Crew implements AutoCloseable {

  private final int threads;
  private final ExecutorService pool;

  Crew(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads, Crew::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "example");
    thread.setDaemon(true);
    return thread;
  }

  int threads() {
    return threads;
  }

  /** Takes turns 0 to {@code turns - 1}, in no order, and waits for all of them. */
  void run(int turns, IntConsumer turn) {
    List<Callable<Void>> shares = new ArrayList<>();
    for (int share = 0; share < threads; share++) {
      int first = share;
      shares.add(
          () -> {
            for (int i = first; i < turns; i += threads) {
              turn.accept(i);
            }
            return null;
          });
    }
    try {
      for (Future<Void> share : pool.invokeAll(shares)) {
        share.get();
      }
    } catch (ExecutionException e) {
      throw new BackbenchException(
          ErrorCode.ENGINE_FAILED, "a loop failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackbenchException(ErrorCode.ENGINE_FAILED, "interrupted while computing", e);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}

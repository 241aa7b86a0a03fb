package backbench.core.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the process is told to end, and holds its end up until the run is in order.
 *
 * <p>SIGINT and SIGTERM start the JVM's shutdown while the run's own thread goes on. The hook stops
 * the worker, then waits for that thread to keep what is finished.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 15;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean happened;

  private Interruption(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              happened = true;
              stop.run();
              awaitClosed();
            },
            "backbench-interruption");
  }

  /**
   * Begins to listen.
   *
   * @param stop ends the work that is going on; called at most once
   */
  static Interruption by(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Tells whether the process, or the thread, has been told to end. */
  boolean happened() {
    return happened || Thread.currentThread().isInterrupted();
  }

  private void awaitClosed() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // The end comes anyway; every finished trial is on disk already.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!happened) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown has begun in between, and the hook has nothing left to wait for.
      }
    }
  }
}

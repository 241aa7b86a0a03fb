package backbench.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the process is told to end, and holds its end up until all is in order.
 *
 * <p>SIGINT and SIGTERM start the JVM's shutdown while the run's own thread goes on. The hook stops
 * the worker, then waits until this is closed: whoever opens it closes it after their last word.
 * The process then exits with the signal's code, 130 or 143.
 */
public final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 15;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "backbench-interruption");
  private @Nullable Runnable stop;
  private volatile boolean happened;

  private Interruption() {}

  /** Begins to listen. */
  public static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * Sets what ends the work that is going on.
   *
   * @param action called when the process is told to end; at once if it has been; may be called
   *     twice
   */
  void stopsBy(Runnable action) {
    synchronized (this) {
      stop = action;
    }
    if (happened) {
      action.run();
    }
  }

  /** Tells whether the process, or the thread, has been told to end. */
  boolean happened() {
    return happened || Thread.currentThread().isInterrupted();
  }

  private void interrupt() {
    happened = true;
    Runnable action;
    synchronized (this) {
      action = stop;
    }
    if (action != null) {
      action.run();
    }
    awaitClosed();
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

package backbench.vector.program;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task on a fixed number of threads, the caller among them.
 *
 * <p>A step has some twenty parallel parts of tens of microseconds, so waking a parked thread each
 * time (about 50 µs) would cost as much as the work. Workers therefore spin for a while before they
 * park, and the caller spins for them to end. Shares are fixed by the thread's number, so that sums
 * come out the same in every run.
 */
public final class Crew implements AutoCloseable {

  /** A task, called once for each thread's number. */
  interface Task {
    void run(int thread);
  }

  private static final long SPIN_NANOS = 200_000;
  private static final int SPINS_BETWEEN_LOOKS = 64;
  private static final int SPINS_BEFORE_YIELDING = 1_000;

  private final Worker[] workers;
  private volatile boolean closed;

  /** Starts all threads but the caller's own. */
  public Crew(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /** Returns how many threads compute: those alive, and the caller. */
  public int threads() {
    int alive = 1;
    for (Worker worker : workers) {
      alive += worker.isAlive() ? 1 : 0;
    }
    return alive;
  }

  /** Returns into how many shares work is cut. */
  public int size() {
    return workers.length + 1;
  }

  /** Runs the task on all threads and returns when the last is done. */
  void run(Task task) {
    for (Worker worker : workers) {
      worker.begin(task);
    }
    @Nullable Throwable failure = null;
    try {
      task.run(0);
    } finally {
      // Even if the caller's share failed: nobody may still be writing when this returns.
      for (Worker worker : workers) {
        @Nullable Throwable thrown = worker.await();
        failure = failure == null ? thrown : failure;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Runs all shares on the caller, one after the other: the same sums without the hand-over. */
  void runInline(Task task) {
    for (int thread = 0; thread <= workers.length; thread++) {
      task.run(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /** Waits a moment; after a while, lets others have the core: it may be them that are awaited. */
  private static void relax(int spins) {
    if (spins > SPINS_BEFORE_YIELDING) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  private final class Worker extends Thread {

    private final int number;
    private volatile @Nullable Task task;
    private @Nullable Throwable thrown;
    private volatile boolean parked;

    Worker(int number) {
      super("backbench-vector-" + number);
      this.number = number;
      setDaemon(true);
    }

    void begin(Task next) {
      task = next;
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    @Nullable Throwable await() {
      int spins = 0;
      while (task != null) {
        relax(++spins);
      }
      @Nullable Throwable result = thrown;
      thrown = null;
      return result;
    }

    @Override
    public void run() {
      long idleSince = System.nanoTime();
      int spins = 0;
      while (!closed) {
        @Nullable Task next = task;
        if (next != null) {
          try {
            next.run(number);
          } catch (RuntimeException | Error e) {
            thrown = e;
          }
          task = null;
          idleSince = System.nanoTime();
          spins = 0;
        } else if (++spins % SPINS_BETWEEN_LOOKS == 0
            && System.nanoTime() - idleSince > SPIN_NANOS) {
          parkUntilNeeded();
          idleSince = System.nanoTime();
          spins = 0;
        } else {
          relax(spins);
        }
      }
    }

    private void parkUntilNeeded() {
      // The flag goes up before the last look and the caller reads it after writing the task, so
      // one of the two sees the other (both are volatile).
      parked = true;
      while (task == null && !closed) {
        LockSupport.park(this);
      }
      parked = false;
    }
  }
}

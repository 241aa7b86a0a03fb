package backbench.data.feed;

import backbench.spi.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches ahead of need, by threads of its own.
 *
 * <p>A thread takes the next batch that nobody makes yet, as long as no more than so many are made
 * or wait to be handed out. Batches reach the digest in order.
 */
final class BackgroundFeed implements Feed {

  private final Epoch epoch;
  private final int ahead;
  private final List<Thread> threads = new ArrayList<>();

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below is guarded by the lock.
  private final Map<Integer, Outcome> ready = new HashMap<>();
  private int claimed;
  private int digested;
  private int handedOut;
  private int end;
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param threadCount at least 1
   * @param ahead batches that are made or wait at any time, at least 1
   */
  BackgroundFeed(Epoch epoch, int threadCount, int ahead) {
    this.epoch = epoch;
    this.ahead = ahead;
    this.end = epoch.size();
    for (int i = 0; i < threadCount; i++) {
      Thread thread = new Thread(this::work, "feed-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Holds a batch, or why there is none. */
  private record Outcome(@Nullable Batch batch, @Nullable Throwable failure) {}

  private void work() {
    for (int number = claim(); number >= 0; number = claim()) {
      Outcome outcome;
      try {
        Epoch.Made made = epoch.make(number, false);
        if (!awaitTurn(number)) {
          return;
        }
        epoch.digest(made);
        outcome = new Outcome(made.batch(), null);
      } catch (Throwable e) {
        // Whatever it is, memory that ran out included, it is for the thread that trains.
        outcome = new Outcome(null, e);
      }
      deliver(number, outcome);
    }
  }

  /** Waits for room and takes the next batch to make; -1 if there is none. */
  private int claim() {
    lock.lock();
    try {
      while (claimed < end && claimed - handedOut >= ahead) {
        changed.awaitUninterruptibly();
      }
      return claimed < end ? claimed++ : -1;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all batches before have been digested; false if that will never be. */
  private boolean awaitTurn(int number) {
    lock.lock();
    try {
      while (digested < number && number < end) {
        changed.awaitUninterruptibly();
      }
      return number < end;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(int number, Outcome outcome) {
    lock.lock();
    try {
      if (outcome.failure() == null) {
        digested = number + 1;
      } else {
        // What comes after a failure is not made; what comes before still is.
        end = Math.min(end, number);
      }
      if (!closed) {
        ready.put(number, outcome);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many batches have been made and digested, handed out or not. */
  int made() {
    lock.lock();
    try {
      return digested;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean hasNext() {
    lock.lock();
    try {
      return !closed && handedOut < epoch.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws CancellationException if the thread is interrupted while it waits
   */
  @Override
  public Batch next() {
    lock.lock();
    try {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch of " + epoch.size() + " batches is over");
      }
      Outcome outcome = ready.get(handedOut);
      while (outcome == null) {
        changed.await();
        outcome = ready.get(handedOut);
      }
      if (outcome.batch() == null) {
        // It stays, to be thrown again if it is asked for again: there is no batch behind it.
        throw unchecked(outcome.failure());
      }
      ready.remove(handedOut);
      handedOut++;
      changed.signalAll();
      return outcome.batch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a batch");
    } finally {
      lock.unlock();
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException("a batch was not made", failure);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      end = 0;
      ready.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package backbench.run.worker;

import backbench.commons.IoReason;
import backbench.process.ExitCode;
import backbench.process.ForeignFile;
import backbench.process.LogTail;
import backbench.process.MemoryEvidence;
import backbench.process.Patience;
import backbench.process.Scratch;
import backbench.results.Status;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameReader;
import backbench.worker.wire.WireException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Follows one worker until it has said its last, has ended, or has to be ended. */
final class WorkerWatch {

  /** Rare enough not to disturb what is measured, often enough for a person watching. */
  private static final long POLL_MILLIS = 50;

  private static final long MOST_PRINTED_BYTES = 64L << 20;
  private static final long MOST_REPORTED_BYTES = 256L << 20;
  private static final long SIGNAL_SECONDS = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Process process;
  private final Scratch scratch;
  private final CountDownLatch stopped;
  private final MemoryEvidence evidence;
  private final LongSupplier clock;
  private boolean started;
  private long begunAt;
  private long printedBefore;
  private OptionalLong closingSince = OptionalLong.empty();

  /**
   * Begins to follow a worker.
   *
   * @param stopped is counted down when the run is interrupted
   * @param evidence made before the worker was started
   */
  WorkerWatch(Process process, Scratch scratch, CountDownLatch stopped, MemoryEvidence evidence) {
    this(process, scratch, stopped, evidence, System::nanoTime);
  }

  /**
   * Begins to follow a worker by a given clock.
   *
   * @param stopped is counted down when the run is interrupted
   * @param evidence made before the worker was started
   * @param clock in nanoseconds
   */
  WorkerWatch(
      Process process,
      Scratch scratch,
      CountDownLatch stopped,
      MemoryEvidence evidence,
      LongSupplier clock) {
    this.process = process;
    this.scratch = scratch;
    this.stopped = stopped;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Waits for a signal that a process which ended by one may have got together with this one.
   *
   * <p>A terminal signals both at once, and the other may be the faster to die. One that ends like
   * this on its own has crashed.
   */
  static boolean awaitSignal(CountDownLatch stopped) throws InterruptedException {
    return stopped.await(SIGNAL_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Follows the worker; it may still run when this returns.
   *
   * @param timeoutSeconds after which it is given up; the time starts anew with each network that
   *     it certifies, and with what its certificate sees
   * @param patience how long it may take to close what it has opened
   * @param events is given each event as it comes
   * @return how it ended
   */
  Diagnosis follow(double timeoutSeconds, Patience patience, Consumer<Event> events)
      throws IOException, InterruptedException {
    begunAt = clock.getAsLong();
    try (FrameReader reader = new FrameReader(scratch.events())) {
      while (true) {
        // The order matters: what a worker wrote before it ended is there once it has ended.
        boolean ended = stopped() || process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (ForeignFile.size(scratch.events()) > MOST_REPORTED_BYTES) {
          return Diagnosis.ofReport("is larger than " + (MOST_REPORTED_BYTES >> 20) + " MiB");
        }
        Optional<Diagnosis> last = drain(reader, events);
        if (last.isPresent()) {
          return last.get();
        } else if (stopped() || (ended && interrupted())) {
          return Diagnosis.INTERRUPTED;
        } else if (ended) {
          return Diagnosis.ofSilentDeath(
              new ExitCode(process.waitFor()),
              started,
              LogTail.read(scratch.log()),
              scratch.crashReport(),
              evidence.systemKilled());
        } else if (closingSince.isPresent()
            && secondsSince(closingSince.getAsLong()) > patience.seconds()) {
          return new Diagnosis(
              Status.TIMED_OUT,
              "all was computed, and close() did not return within " + patience.seconds() + " s");
        } else if (secondsSince(begunAt) > timeoutSeconds) {
          return new Diagnosis(
              Status.TIMED_OUT, "not finished after " + Math.round(timeoutSeconds) + " s");
        } else if (ForeignFile.size(scratch.log()) - printedBefore > MOST_PRINTED_BYTES) {
          return new Diagnosis(
              Status.FAILED, "the worker printed more than " + (MOST_PRINTED_BYTES >> 20) + " MiB");
        }
      }
    }
  }

  private double secondsSince(long nanos) {
    return (clock.getAsLong() - nanos) / NANOS_PER_SECOND;
  }

  private boolean stopped() {
    return stopped.getCount() == 0;
  }

  private boolean interrupted() throws InterruptedException {
    return new ExitCode(process.waitFor()).looksInterrupted() && awaitSignal(stopped);
  }

  /** Hands on what has come in; returns the diagnosis if the worker has said its last. */
  private Optional<Diagnosis> drain(FrameReader reader, Consumer<Event> events)
      throws ClosedByInterruptException {
    try {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        Event event = next.get();
        started = true;
        events.accept(event);
        if (event instanceof Event.Done) {
          return Optional.of(new Diagnosis(Status.OK, null));
        } else if (event instanceof Event.Failed failed) {
          return Optional.of(Diagnosis.of(failed));
        } else if (event instanceof Event.Closing) {
          closingSince = OptionalLong.of(clock.getAsLong());
        } else if (isWordOnANetwork(event)) {
          begunAt = clock.getAsLong();
          printedBefore = ForeignFile.size(scratch.log());
        }
      }
      return Optional.empty();
    } catch (WireException e) {
      return Optional.of(Diagnosis.ofReport("is unreadable: " + e.getMessage()));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // Foreign code can put anything in the file's place.
      return Optional.of(Diagnosis.ofReport("cannot be read: " + IoReason.of(e)));
    } catch (SenselessReport e) {
      return Optional.of(Diagnosis.ofReport("makes no sense: " + e.getMessage()));
    }
  }

  private static boolean isWordOnANetwork(Event event) {
    return event instanceof Event.Certified
        || event instanceof Event.Powered
        || event instanceof Event.Refused;
  }
}

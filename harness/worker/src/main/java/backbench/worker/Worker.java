package backbench.worker;

import backbench.certificate.Certifier;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.ErrorKind;
import backbench.plausibility.PeakProbe;
import backbench.spi.Backend;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import backbench.worker.wire.Job;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Does one job in a JVM of its own.
 *
 * <p>Takes three arguments: the file of the job, the file of events that it is to write, and the id
 * of the harness's process. Ends with the harness, so that no worker outlives one that was killed.
 */
public final class Worker {

  /** The exit code of a worker that reported a failure. */
  public static final int EXIT_FAILED = 1;

  /** The exit code of a worker whose harness has gone. */
  public static final int EXIT_ORPHANED = 87;

  private static final int LONGEST_TRACE = 20_000;
  private static final int MOST_CAUSES = 20;

  private Worker() {}

  /** Runs the worker; never returns normally. */
  public static void main(String[] args) throws IOException {
    Instant started = Instant.now();
    HarnessWatch.start(args[2]);
    int exit = run(Path.of(args[0]), Path.of(args[1]), started);
    // Everything is written and closed. Engines' exit hooks may hang or crash, and their word no
    // longer matters.
    Runtime.getRuntime().halt(exit);
  }

  /**
   * Does a job and reports it; returns the exit code.
   *
   * @param started the time of the worker's first line
   */
  static int run(Path jobFile, Path eventFile, Instant started) throws IOException {
    Job job = RecordCodec.decode(Job.class, Files.readAllBytes(jobFile));
    try (FrameWriter events = new FrameWriter(eventFile)) {
      events.write(started(started));
      try {
        events.write(new Event.Done(work(job, events)));
        return 0;
      } catch (Throwable e) {
        // Whatever it is: an engine's threads would keep a worker alive that says nothing.
        // The trace goes to the log as well: the log is what a person opens first.
        e.printStackTrace();
        events.write(failed(e));
        return EXIT_FAILED;
      }
    }
  }

  /** Does a job; returns the largest resident memory that it took, where the system tells. */
  private static Optional<Long> work(Job job, FrameWriter events)
      throws IOException, InterruptedException {
    if (job instanceof Job.OfBackend withBackend) {
      return work(withBackend, events);
    }
    for (int threads : ((Job.MeasurePeak) job).threads()) {
      events.write(new Event.PeakMeasured(PeakProbe.measure(threads)));
    }
    return PeakMemory.residentBytes();
  }

  private static Optional<Long> work(Job.OfBackend job, FrameWriter events) throws IOException {
    BackendProvider provider = provider(job.backend());
    if (job instanceof Job.Measure measure) {
      LoadedData data = LoadedData.of(measure, events);
      try (Backend backend = open(provider, job, events)) {
        return new Measurement(measure, backend, data, events).run();
      }
    }
    try (Backend backend = open(provider, job, events)) {
      for (Job.Exam exam : ((Job.Certify) job).exams()) {
        certify(exam, provider.info().under(job.configuration().tuning()), backend, events);
      }
      events.write(new Event.Closing());
      return PeakMemory.residentBytes();
    }
  }

  private static Backend open(BackendProvider provider, Job.OfBackend job, FrameWriter events)
      throws IOException {
    long start = System.nanoTime();
    Backend backend = provider.open(job.configuration().config());
    try {
      events.write(
          new Event.Opened(
              Event.RunningOn.of(backend.environment()), Nanos.toSeconds(since(start))));
      return backend;
    } catch (Throwable e) {
      backend.close();
      throw e;
    }
  }

  private static void certify(Job.Exam exam, BackendInfo info, Backend backend, FrameWriter events)
      throws IOException {
    long start = System.nanoTime();
    Certifier.Certified certified;
    try {
      certified =
          Certifier.certify(info, backend, exam.graph().resolve(), exam.recipe(), exam.draw());
    } catch (BackbenchException e) {
      if (!refuses(e.code())) {
        throw e;
      }
      events.write(new Event.Refused(e.code(), String.valueOf(e.getMessage())));
      return;
    }
    events.write(
        new Event.Certified(
            certified.certificate(), certified.draw(), Nanos.toSeconds(since(start))));
    if (exam.power() && certified.certificate().passed()) {
      long powerStart = System.nanoTime();
      events.write(new Event.Powered(certified.power(), Nanos.toSeconds(since(powerStart))));
    }
  }

  /** Tells whether a backend says that it does not do a network, in place of that it cannot run. */
  private static boolean refuses(ErrorCode code) {
    return code.kind() == ErrorKind.CAPABILITY && code != ErrorCode.UNSUPPORTED_PLATFORM;
  }

  private static long since(long start) {
    return System.nanoTime() - start;
  }

  private static BackendProvider provider(String id) {
    StringBuilder found = new StringBuilder();
    try {
      for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
        String other = provider.info().id();
        if (other.equals(id)) {
          return provider;
        }
        found.append(found.isEmpty() ? "" : ", ").append(other);
      }
    } catch (ServiceConfigurationError e) {
      throw new BackbenchException(
          ErrorCode.PLUGIN_BROKEN, "the plugin's provider does not load: " + e.getMessage(), e);
    }
    throw new BackbenchException(
        ErrorCode.PLUGIN_BROKEN,
        "no provider of '"
            + id
            + "' on the classpath of the worker; expected one, found: "
            + found);
  }

  private static Event.Started started(Instant at) {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return new Event.Started(
        ChronoUnit.MICROS.between(Instant.EPOCH, at),
        runtime.getVmVendor() + " " + Runtime.version(),
        runtime.getInputArguments());
  }

  private static Event.Failed failed(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String text = trace.toString();
    String message =
        e instanceof BackbenchException ? String.valueOf(e.getMessage()) : String.valueOf(e);
    return new Event.Failed(
        code(e),
        message,
        text.substring(0, Math.min(text.length(), LONGEST_TRACE)),
        PeakMemory.residentBytes());
  }

  /** Names what went wrong in a backend. */
  static ErrorCode code(Throwable e) {
    if (e instanceof BackbenchException known) {
      return known.code();
    } else if (e instanceof OutOfMemoryError) {
      return ErrorCode.OUT_OF_MEMORY;
    } else if (nativeMissing(e)) {
      return ErrorCode.NATIVE_MISSING;
    }
    // A class or method that is not there is a plugin put together wrongly.
    return e instanceof LinkageError ? ErrorCode.PLUGIN_BROKEN : ErrorCode.ENGINE_FAILED;
  }

  private static boolean nativeMissing(Throwable e) {
    @Nullable Throwable cause = e;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof UnsatisfiedLinkError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}

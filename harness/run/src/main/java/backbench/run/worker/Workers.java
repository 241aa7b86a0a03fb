package backbench.run.worker;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugin;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.run.machine.MachineProbe;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameReader;
import backbench.worker.wire.Job;
import backbench.worker.wire.RecordCodec;
import backbench.worker.wire.WireException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts workers, one at a time, follows what they report and sees to it that they end. */
public final class Workers implements WorkerStarter {

  /** Rare enough not to disturb what is measured, often enough for a person watching. */
  private static final long POLL_MILLIS = 50;

  private static final long LARGEST_LOG_BYTES = 64L << 20;
  private static final long DEATH_SECONDS = 10;
  private static final long SIGNAL_SECONDS = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Path> workerJars;
  private final Path cache;
  private volatile @Nullable Process running;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Prepares to start workers.
   *
   * @param workerJars what a worker runs on
   * @param cache the folder of what outlives a run; backends get a part of it
   */
  public Workers(List<Path> workerJars, Path cache) {
    this.workerJars = List.copyOf(workerJars);
    this.cache = BackendConfig.backendCache(cache).toAbsolutePath();
  }

  /** Kills the worker that runs, if one does, and starts no other; callable from any thread. */
  public void stop() {
    stopped.countDown();
    Process process = running;
    if (process != null) {
      kill(process);
    }
  }

  @Override
  public LaunchOptions launch(WorkerRequest request) {
    try (Scratch scratch = Scratch.create()) {
      LaunchOptions options = request.plugin().launch(config(request, scratch));
      LaunchOptions.Builder shown = LaunchOptions.builder();
      options.jvmFlags().forEach(flag -> shown.jvmFlag(shown(flag, scratch)));
      options.environment().forEach((name, value) -> shown.variable(name, shown(value, scratch)));
      return shown.build();
    }
  }

  private BackendConfig config(WorkerRequest request, Scratch scratch) {
    return BackendConfig.builder(request.threads(), request.seed(), scratch.engine())
        .device(request.device())
        .cache(cache(scratch))
        .tuning(request.tuning())
        .build();
  }

  @Override
  public WorkerEnd run(WorkerRequest request, Consumer<Event> events) throws InterruptedException {
    Plugin plugin = request.plugin();
    try (Scratch scratch = Scratch.create()) {
      BackendConfig config = config(request, scratch);
      LaunchOptions options;
      try {
        options = plugin.launch(config);
      } catch (BackbenchException e) {
        Diagnosis refused =
            Diagnosis.of(
                new Event.Failed(e.code(), String.valueOf(e.getMessage()), "", Optional.empty()));
        return new WorkerEnd(
            new ForkResult.Ending(refused.status(), refused.reason(), List.of()),
            0,
            launch(List.of(), Map.of()));
      }
      List<String> flags = WorkerCommand.jvmFlags(scratch, options);
      Files.write(scratch.job(), RecordCodec.encode(Job.class, request.job().apply(config)));
      ProcessBuilder builder =
          new ProcessBuilder(WorkerCommand.command(flags, workerJars, plugin.jars(), scratch));
      builder.redirectErrorStream(true).redirectOutput(scratch.log().toFile());
      WorkerCommand.adjust(builder.environment(), plugin.info().variablePrefixes(), options);

      ForkResult.Launch launch = launch(shown(flags, scratch), options.environment());
      long start = System.nanoTime();
      Process process = builder.start();
      running = process;
      Diagnosis diagnosis;
      try {
        diagnosis = follow(process, scratch, request.timeoutSeconds(), events);
      } finally {
        kill(process);
        running = null;
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      return new WorkerEnd(
          new ForkResult.Ending(
              diagnosis.status(),
              diagnosis.reason(),
              diagnosis.status() == Status.OK ? List.of() : LogTail.read(scratch.log())),
          seconds,
          launch);
    } catch (ClosedByInterruptException e) {
      // Whether the interrupt met the thread while it waited or while it read is chance.
      Thread.interrupted();
      throw new InterruptedException("interrupted while a worker of " + plugin.id() + " ran");
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot run a worker for " + plugin.id() + ": " + e.getMessage(), e);
    }
  }

  private Diagnosis follow(
      Process process, Scratch scratch, double timeoutSeconds, Consumer<Event> events)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + (long) (timeoutSeconds * NANOS_PER_SECOND);
    try (FrameReader reader = new FrameReader(scratch.events())) {
      while (true) {
        // The order matters: what a worker wrote before it ended is there once it has ended.
        boolean ended = stopped() || process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        Optional<Diagnosis> last = drain(reader, events);
        if (last.isPresent()) {
          return last.get();
        } else if (stopped() || (ended && interruptedWith(process))) {
          return new Diagnosis(Status.INTERRUPTED, "the run was interrupted");
        } else if (ended) {
          return Diagnosis.ofSilentDeath(
              process.waitFor(), LogTail.read(scratch.log()), scratch.crashReport());
        } else if (System.nanoTime() - deadline > 0) {
          return new Diagnosis(
              Status.TIMED_OUT, "not finished after " + Math.round(timeoutSeconds) + " s");
        } else if (size(scratch.log()) > LARGEST_LOG_BYTES) {
          return new Diagnosis(
              Status.FAILED, "the worker printed more than " + (LARGEST_LOG_BYTES >> 20) + " MiB");
        }
      }
    }
  }

  private boolean stopped() {
    return stopped.getCount() == 0;
  }

  /**
   * Tells whether a worker that has ended was interrupted together with the run.
   *
   * <p>A terminal signals both at once, and the worker may be the faster to die. One that ends like
   * this on its own has crashed.
   */
  private boolean interruptedWith(Process ended) throws InterruptedException {
    return Diagnosis.looksInterrupted(ended.waitFor())
        && stopped.await(SIGNAL_SECONDS, TimeUnit.SECONDS);
  }

  /** Hands on what has come in; returns the diagnosis if the worker has said its last. */
  private static Optional<Diagnosis> drain(FrameReader reader, Consumer<Event> events)
      throws IOException {
    try {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        Event event = next.get();
        events.accept(event);
        if (event instanceof Event.Done) {
          return Optional.of(new Diagnosis(Status.OK, null));
        } else if (event instanceof Event.Failed failed) {
          return Optional.of(Diagnosis.of(failed));
        }
      }
      return Optional.empty();
    } catch (WireException e) {
      return Optional.of(
          new Diagnosis(
              Status.CRASHED, "the report of the worker is unreadable: " + e.getMessage()));
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // It has been told to die; the thread's own business goes on.
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the folder of what backends keep between runs. */
  private Path cache(Scratch scratch) {
    try {
      return Files.createDirectories(cache);
    } catch (IOException e) {
      // A home that cannot be written to is common in containers; the price is that each worker
      // unpacks its natives.
      return scratch.engine();
    }
  }

  private static ForkResult.Launch launch(List<String> flags, Map<String, String> variables) {
    Double load = MachineProbe.load().orElse(null);
    return new ForkResult.Launch(Instant.now(), flags, new TreeMap<>(variables), load);
  }

  /** Spells flags without the paths of folders that differ from run to run and user to user. */
  private List<String> shown(List<String> flags, Scratch scratch) {
    return flags.stream().map(flag -> shown(flag, scratch)).toList();
  }

  private String shown(String text, Scratch scratch) {
    String folder = String.valueOf(scratch.engine().getParent());
    return text.replace(folder, "{scratch}").replace(cache.toString(), "{cache}");
  }
}

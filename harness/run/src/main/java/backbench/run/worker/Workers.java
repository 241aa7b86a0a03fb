package backbench.run.worker;

import backbench.commons.Folders;
import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.ProviderFailure;
import backbench.plugins.WorkerCode;
import backbench.process.JavaProcess;
import backbench.process.LogTail;
import backbench.process.MemoryEvidence;
import backbench.process.Patience;
import backbench.process.Scratch;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.run.machine.MachineProbe;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import backbench.worker.wire.RecordCodec;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts workers, one at a time, follows what they report and sees to it that they end. */
public final class Workers implements WorkerStarter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Path> workerJars;
  private final Path cache;
  private final Patience patience;
  private volatile @Nullable Process running;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Prepares to start workers.
   *
   * @param workerJars what a worker runs on
   * @param cache the folder of what outlives a run; backends get a part of it
   */
  public Workers(List<Path> workerJars, Path cache) {
    this(workerJars, cache, Patience.of(System.getenv()));
  }

  /**
   * Prepares to start workers.
   *
   * @param workerJars what a worker runs on
   * @param cache the folder of what outlives a run; backends get a part of it
   * @param patience how long a worker that is done may take to end
   */
  public Workers(List<Path> workerJars, Path cache, Patience patience) {
    this.workerJars = List.copyOf(workerJars);
    this.patience = patience;
    this.cache = BackendConfig.backendCache(cache).toAbsolutePath();
  }

  /** Kills the worker that runs, if one does, and starts no other; callable from any thread. */
  public void stop() {
    stopped.countDown();
    Process process = running;
    if (process != null) {
      JavaProcess.kill(process);
    }
  }

  @Override
  public LaunchOptions launch(WorkerRequest request) throws InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      LaunchOptions options = request.code().launch(config(request, scratch));
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
    if (stopped()) {
      return notStarted(Diagnosis.INTERRUPTED);
    }
    WorkerCode code = request.code();
    try (Scratch scratch = Scratch.create()) {
      BackendConfig config = config(request, scratch);
      LaunchOptions options;
      try {
        options = code.launch(config);
      } catch (ProviderFailure e) {
        boolean interrupted =
            stopped() || (e.looksInterrupted() && WorkerWatch.awaitSignal(stopped));
        return notStarted(
            interrupted
                ? Diagnosis.INTERRUPTED
                : Diagnosis.of(
                    new Event.Failed(
                        e.code(), String.valueOf(e.getMessage()), "", Optional.empty())));
      }
      List<String> flags = WorkerCommand.jvmFlags(scratch, options);
      Job job = request.job().apply(config);
      Files.write(scratch.job(), RecordCodec.encode(Job.class, job));
      ProcessBuilder builder =
          new ProcessBuilder(WorkerCommand.command(flags, workerJars, code.jars(), scratch));
      builder.redirectErrorStream(true).redirectOutput(scratch.log().toFile());
      WorkerCommand.adjust(builder.environment(), code.variablePrefixes(), options);

      ForkResult.Launch launch = launch(shown(flags, scratch), options.environment());
      ReportSense sense = new ReportSense(job);
      MemoryEvidence evidence = MemoryEvidence.watch();
      long start = System.nanoTime();
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        // As where a plugin asks for flags that are longer than the system takes.
        return notStarted(
            new Diagnosis(Status.FAILED, "the worker's JVM cannot be started: " + IoReason.of(e)));
      }
      running = process;
      Diagnosis diagnosis;
      try {
        diagnosis =
            new WorkerWatch(process, scratch, stopped, evidence)
                .follow(request.timeoutSeconds(), patience, sense.before(events));
      } finally {
        JavaProcess.kill(process);
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
      throw new InterruptedException("interrupted while a worker of " + code.id() + " ran");
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot run a worker for " + code.id() + ": " + e.getMessage(), e);
    }
  }

  private static WorkerEnd notStarted(Diagnosis why) {
    return new WorkerEnd(
        new ForkResult.Ending(why.status(), why.reason(), List.of()),
        0,
        launch(List.of(), Map.of()));
  }

  private boolean stopped() {
    return stopped.getCount() == 0;
  }

  /** Makes the folder of what backends keep between runs. */
  private Path cache(Scratch scratch) {
    try {
      return Folders.make(cache);
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

package backbench.run;

import static java.util.Objects.requireNonNull;

import backbench.data.DataSource;
import backbench.error.BackbenchException;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.PlannedRun.Trial;
import backbench.results.file.RunFolder;
import backbench.run.RunListener.TrialId;
import backbench.run.certify.CellCertifier;
import backbench.run.machine.MachineLock;
import backbench.run.plan.Jobs;
import backbench.run.plan.Planner;
import backbench.run.plan.SuiteData;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.run.worker.Workers;
import backbench.specs.MeasureSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.Device;
import backbench.spi.Platform;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Runs a suite: certificates first, the machine's peak, then every trial in the plan's order. */
public final class Runner {

  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunRequest request;
  private final RunListener listener;
  private final WorkerStarter workers;
  private final Planner planner;
  private final List<Planner.Cell> cells;
  private final Jobs jobs;
  private final RunFolder folder;
  private final Set<Integer> givenUp = new HashSet<>();
  private final Map<DataSource, String> dataDigests = new HashMap<>();

  private Runner(RunRequest request, RunListener listener, WorkerStarter workers) {
    this.request = request;
    this.listener = listener;
    this.workers = workers;
    SuiteSpec suite = request.suite();
    SuiteData data = SuiteData.of(suite, request.dataRoot());
    this.planner = new Planner(suite, request.plugins(), data, Platform.current());
    this.cells = planner.cells();
    this.jobs = new Jobs(suite.measure(), data);
    this.folder = folder();
  }

  /**
   * Runs a suite, or the rest of an interrupted one.
   *
   * <p>A cell that fails is that cell's result. An interrupt of the thread, or the end of the
   * process by SIGINT or SIGTERM, kills the worker and keeps every trial that has ended. The
   * process ends when this returns.
   *
   * @return what was found; not complete if the run was interrupted
   * @throws BackbenchException if nothing can run: a dataset is damaged, there is no backend, the
   *     results cannot be written, the run to resume is of another suite
   */
  public static RunResult run(RunRequest request, RunListener listener) {
    try (Interruption interruption = Interruption.listen()) {
      return run(request, listener, interruption);
    }
  }

  /**
   * Runs a suite, or the rest of an interrupted one, for a caller who has something left to do when
   * the process is told to end.
   *
   * @param interruption what tells; the process ends when the caller closes it
   * @return what was found; not complete if the run was interrupted
   * @throws BackbenchException as {@link #run(RunRequest, RunListener)} does
   */
  public static RunResult run(RunRequest request, RunListener listener, Interruption interruption) {
    Workers workers =
        new Workers(request.installation().workerJars(), request.installation().cache());
    return run(request, listener, interruption, workers, workers::stop);
  }

  /**
   * Runs a suite by any workers.
   *
   * @param stop ends the worker that runs, if one does
   */
  @SuppressWarnings("try") // the hold is there to be held, not to be used
  static RunResult run(
      RunRequest request,
      RunListener listener,
      Interruption interruption,
      WorkerStarter workers,
      Runnable stop) {
    Runner runner = new Runner(request, listener, workers);
    if (runner.folder.finished()) {
      RunResult found = runner.folder.load();
      listener.ended(found, runner.folder.folder());
      return found;
    }
    interruption.stopsBy(stop);
    try (RunFolder.Hold hold = runner.folder.hold()) {
      Leftovers.sweep(request.installation().cache());
      return runner.run(interruption);
    }
  }

  @SuppressWarnings("try") // the lock is there to be held, not to be used
  private RunResult run(Interruption interruption) {
    request
        .plugins()
        .broken()
        .values()
        .forEach(broken -> listener.warned(String.valueOf(broken.getMessage())));
    listener.planned(plan());
    for (Planner.Cell cell : cells) {
      if (!cell.runs()) {
        listener.cellSkipped(
            cell.facts().key(), requireNonNull(cell.facts().reason(), "a skipped cell says why"));
      }
    }
    boolean finished = false;
    boolean interrupted = false;
    // Certificates too: they would slow another run's trials down.
    try (MachineLock lock =
        MachineLock.acquire(
            request.installation().cache(),
            "run of " + request.suite().id(),
            interruption::happened,
            listener::warned)) {
      finished = certify(interruption) && measurePeaks() && measure(interruption);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    // Files cannot be read by a thread that is marked as interrupted; the mark comes back below.
    interrupted |= Thread.interrupted();
    try {
      RunResult result = finished ? folder.finish(Instant.now()) : folder.load();
      listener.ended(result, folder.folder());
      return result;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean certify(Interruption interruption) throws InterruptedException {
    if (!request.certify()) {
      return true;
    }
    MeasureSpec measure = request.suite().measure();
    CellCertifier certifier =
        CellCertifier.of(
            request.installation(),
            workers,
            new CellCertifier.Terms(
                measure.repetition().seed(),
                OptionalInt.empty(),
                measure.repetition().timeoutSeconds(),
                false,
                false),
            listener::certifying,
            listener::warned);
    List<Integer> running =
        IntStream.range(0, cells.size()).filter(index -> cells.get(index).runs()).boxed().toList();
    certifier.certify(
        running.stream().map(index -> toCertify(cells.get(index))).toList(),
        (place, proof) -> {
          if (!interruption.happened()) {
            int index = running.get(place);
            folder.keep(index, proof.certificate());
            listener.certified(cells.get(index).facts().key(), proof.certificate());
          }
        });
    return !interruption.happened();
  }

  private static CellCertifier.Cell toCertify(Planner.Cell cell) {
    return new CellCertifier.Cell(
        cell.facts().key(),
        requireNonNull(cell.plugin()),
        cell.workload().network().graph(),
        cell.workload().recipe());
  }

  /**
   * Measures what the machine can do at most, once in a run; returns whether the run goes on.
   *
   * <p>Without certificates nothing is ranked, and nothing is judged.
   */
  private boolean measurePeaks() throws InterruptedException {
    List<Integer> threads =
        cells.stream()
            .filter(Planner.Cell::runs)
            .map(cell -> cell.facts().key())
            .filter(key -> key.device() == Device.CPU)
            .map(CellKey::threads)
            .distinct()
            .sorted()
            .toList();
    if (!request.certify() || threads.isEmpty() || !folder.peaks().isEmpty()) {
      return true;
    }
    PeakMeasurement.Measured measured = PeakMeasurement.measure(workers, threads);
    if (measured.interrupted()) {
      return false;
    }
    if (measured.problem() != null) {
      listener.warned(
          "the machine's peak cannot be measured, so no time is held against it: "
              + measured.problem());
    }
    folder.keep(measured.peaks());
    measured.peaks().forEach(listener::peakMeasured);
    return true;
  }

  private boolean measure(Interruption interruption) throws InterruptedException {
    List<Trial> order = folder.trials();
    for (int number = 0; number < order.size(); number++) {
      if (interruption.happened()) {
        return false;
      }
      Trial trial = order.get(number);
      if (folder.has(number) || givenUp.contains(trial.cell())) {
        continue;
      }
      if (!measure(number, trial)) {
        return false;
      }
    }
    return true;
  }

  /** Runs a trial; returns whether the run goes on. */
  private boolean measure(int number, Trial trial) throws InterruptedException {
    Planner.Cell cell = cells.get(trial.cell());
    Plugin plugin = requireNonNull(cell.plugin());
    TrialId id = new TrialId(number + 1, folder.trials().size(), cell.facts().key(), trial.place());
    listener.trialStarted(id);
    ForkCollector collector = new ForkCollector(id, cell.facts().recipe(), listener);
    WorkerEnd end =
        workers.run(
            new WorkerRequest(
                plugin,
                cell.facts().key().device(),
                cell.facts().key().threads(),
                cell.facts().key().tuning(),
                Jobs.seed(request.suite().measure(), trial.place().fork()),
                request.suite().measure().repetition().timeoutSeconds(),
                jobs.measure(
                    cell.workload(),
                    plugin.id(),
                    trial.place().fork(),
                    Optional.ofNullable(dataDigests.get(jobs.source(cell.workload()))))),
            collector);
    if (end.status() == Status.INTERRUPTED) {
      return false;
    }
    ForkResult result = collector.result(end);
    folder.keep(number, result);
    remember(cell, result);
    if (!Verdict.worthRepeating(result.status())) {
      givenUp.add(trial.cell());
    }
    listener.trialEnded(id, result);
    return true;
  }

  /** Keeps what the first fork on some samples found them to be: later ones have to agree. */
  private void remember(Planner.Cell cell, ForkResult fork) {
    String digest = fork.training().dataDigest();
    if (digest != null) {
      dataDigests.putIfAbsent(jobs.source(cell.workload()), digest);
    }
  }

  private RunFolder folder() {
    if (request.resume().isPresent()) {
      RunFolder resumed = RunFolder.open(request.resume().get());
      Resumption.check(
          resumed.plan(), request.suite(), cells, planner.backendFacts(), request.installation());
      Resumption.checkPlan(resumed, planner.settings(), planner.trials(cells));
      RunResult found = resumed.load();
      givenUp.addAll(Resumption.givenUp(found));
      for (int index = 0; index < cells.size(); index++) {
        Planner.Cell cell = cells.get(index);
        found.cells().get(index).forks().forEach(fork -> remember(cell, fork));
      }
      return resumed;
    }
    Instant startedAt = Instant.now();
    String runId =
        RUN_ID.format(startedAt)
            + "-"
            + String.format(Locale.ROOT, "%04x", new SecureRandom().nextInt(1 << 16));
    Path path = request.out().resolve(runId);
    return RunFolder.create(
        path, planner.plan(runId, startedAt, request.installation(), request.labels(), cells));
  }

  private RunListener.Plan plan() {
    RunResult plan = folder.plan();
    int done = 0;
    for (int number = 0; number < folder.trials().size(); number++) {
      if (folder.has(number)) {
        done++;
      }
    }
    return new RunListener.Plan(
        plan.runId(),
        folder.folder(),
        plan.suite().title(),
        cells.stream().map(cell -> cell.facts().key()).toList(),
        folder.trials().size(),
        done,
        cells.stream().map(cell -> cell.facts().recipe().epochs()).toList(),
        cells.stream().map(cell -> cell.facts().recipe().trainSamples()).toList());
  }
}

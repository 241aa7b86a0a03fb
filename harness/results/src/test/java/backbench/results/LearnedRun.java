package backbench.results;

import backbench.results.samples.Confusion;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes runs of three epochs whose accuracies are given. */
public final class LearnedRun {

  private static final int EPOCHS = 3;

  public static final Reported REPORTED =
      new Reported(
          EPOCHS,
          "a write-up",
          null,
          31_850L,
          new Reported.Scores(0.9700, 0.1050, 0.9600, null, 0.9990),
          new Reported.Seconds(49, 62),
          new Reported.Curve(
              List.of(), List.of(), List.of(), List.of(), List.of(), List.of(0.91, 0.95)));

  private static final int TEST_SAMPLES = 2_000;

  private LearnedRun() {}

  /** Makes a run of three seeds: two backends alike, one worse, one not certified. */
  public static RunResult full() {
    return run(
        0.972,
        REPORTED,
        List.of(
            cell("nin", "djl-pytorch", Status.OK, 10, 1_950, 1_944, 1_956),
            cell("nin", "vector", Status.OK, 10, 1_951, 1_943, 1_957),
            cell("nin", "worse", Status.OK, 10, 1_890, 1_886, 1_893),
            cell("nin", "scattered", Status.OK, 10, 1_950, 1_890, 1_970),
            cell("nin", "sloppy", Status.UNCERTIFIED, 10, 1_940, 1_944, 1_950)));
  }

  /** Makes a run of one seed in 45 classes, of which no document says anything. */
  public static RunResult oneSeedOfManyClasses() {
    return run(
        null,
        null,
        List.of(
            cell("nin", "djl-pytorch", Status.OK, 45, 1_950),
            cell("nin", "vector", Status.OK, 45, 1_950)));
  }

  public static RunResult run(
      @Nullable Double target, @Nullable Reported reported, List<CellResult> cells) {
    RunResult like = ReportRun.run(cells.get(0).forks().size(), "djl-pytorch", cells);
    RunResult.SuiteFacts suite = like.suite();
    Settings settings = like.settings();
    return new RunResult(
        like.about(),
        new RunResult.SuiteFacts(
            suite.id(),
            suite.title(),
            suite.digest(),
            suite.baseline(),
            suite.specs(),
            reported == null ? Map.of() : Map.of(cells.get(0).key().workload(), reported)),
        new Settings(
            settings.seed(),
            settings.forks(),
            settings.warmupSeconds(),
            settings.timeoutSeconds(),
            settings.predict(),
            new Settings.Accuracy(0.005, target, true)),
        like.backends(),
        like.shards(),
        cells);
  }

  /**
   * Makes a cell.
   *
   * @param correct of 2,000 test samples after the last epoch, one a fork
   */
  public static CellResult cell(
      String workload, String backend, Status status, int classes, int... correct) {
    List<ForkResult> forks = new ArrayList<>();
    for (int fork = 0; fork < correct.length; fork++) {
      forks.add(fork(fork, classes, correct[fork]));
    }
    CellResult like =
        ReportRun.cell(
            "nin",
            backend,
            status,
            status == Status.OK ? null : "no certificate was made",
            status == Status.OK ? SampleRun.certificate() : null,
            forks);
    return new CellResult(
        CellKey.training(
            workload, new CellKey.Configuration(backend, null, Device.CPU, 2, Tuning.BEST)),
        0,
        like.status(),
        like.reason(),
        new CellResult.Subject(
            like.network(),
            like.dataset(),
            new CellResult.RecipeFacts(64, EPOCHS, "Adam 0.001", null, 9_000, 1_000, TEST_SAMPLES)),
        like.certificate(),
        like.forks());
  }

  /** Makes of a cell one whose next fork ended badly after its first epoch. */
  public static CellResult withBadFork(CellResult cell, Status status) {
    List<ForkResult> forks = new ArrayList<>(cell.forks());
    forks.add(ended(forks.get(0), forks.size(), status));
    return new CellResult(
        cell.key(), 0, status, "one fork is " + status, cell.subject(), cell.certificate(), forks);
  }

  /** Makes of a cell of one fork one with other epochs. */
  public static CellResult withEpochs(CellResult cell, List<EpochResult> epochs) {
    return new CellResult(
        cell.key(),
        0,
        cell.status(),
        cell.reason(),
        cell.subject(),
        cell.certificate(),
        List.of(of(cell.forks().get(0), epochs, cell.forks().get(0).training().confusion())));
  }

  /** Makes of an epoch one after which the training samples were not evaluated. */
  public static EpochResult withoutTraining(EpochResult epoch) {
    return new EpochResult(
        epoch.epoch(),
        epoch.samples(),
        epoch.steps(),
        epoch.seconds(),
        epoch.losses(),
        epoch.stepNanos(),
        new EpochResult.Evaluations(epoch.test(), epoch.validation(), null));
  }

  private static ForkResult of(
      ForkResult like, List<EpochResult> epochs, @Nullable Confusion confusion) {
    TrainingOutcome found = like.training();
    return with(
        like,
        like.place(),
        like.ending(),
        new TrainingOutcome(
            found.digests(),
            found.untrained(),
            found.warmup(),
            epochs,
            confusion,
            found.sampled(),
            found.predictions(),
            found.clock()));
  }

  /** Makes of a fork one of another place that ended otherwise and found something else. */
  public static ForkResult with(
      ForkResult like, ForkResult.Place place, ForkResult.Ending ending, TrainingOutcome found) {
    return new ForkResult(
        place, ending, like.launch(), like.environment(), like.startup(), like.resources(), found);
  }

  private static ForkResult ended(ForkResult like, int fork, Status status) {
    TrainingOutcome found = like.training();
    return with(
        like,
        new ForkResult.Place(fork, fork, 0),
        new ForkResult.Ending(status, "it is " + status, List.of()),
        new TrainingOutcome(
            new TrainingOutcome.Digests(found.dataDigest(), null),
            found.untrained(),
            found.warmup(),
            found.epochs().subList(0, 1),
            null,
            List.of(),
            List.of(),
            null));
  }

  private static ForkResult fork(int fork, int classes, int correct) {
    ForkResult like = ReportRun.forks(fork + 1, "learned", 2.0).get(fork);
    List<EpochResult> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      EpochResult first = like.training().epochs().get(0);
      int right = correct - 60 * (EPOCHS - epoch);
      epochs.add(
          new EpochResult(
              epoch,
              first.samples(),
              first.steps(),
              new EpochResult.Seconds(
                  2.0 + 0.1 * fork,
                  first.seconds().stage(),
                  first.seconds().close(),
                  first.seconds().firstWait(),
                  first.seconds().otherWaits(),
                  null),
              new EpochResult.Losses(0.6 / epoch, first.losses().first()),
              first.stepNanos(),
              new EpochResult.Evaluations(
                  new Evaluation(TEST_SAMPLES, right, 4.0 * (TEST_SAMPLES - right) / 2000, 0.25),
                  new Evaluation(1_000, right / 2 - 10, 0.3 / epoch, 0.125),
                  new Evaluation(9_000, 8_990 - 100 * (EPOCHS - epoch) - 10 * fork, 0.01, 1.0))));
    }
    return of(like, epochs, confusion(classes, correct));
  }

  /** Makes a matrix in which each mistake takes a class for the next one. */
  private static Confusion confusion(int classes, int correct) {
    List<List<Long>> rows = new ArrayList<>();
    for (int actual = 0; actual < classes; actual++) {
      List<Long> row = new ArrayList<>();
      for (int taken = 0; taken < classes; taken++) {
        int all = taken == actual ? correct : TEST_SAMPLES - correct;
        boolean filled = taken == actual || taken == (actual + 1) % classes;
        row.add(filled ? (long) all / classes + (actual < all % classes ? 1 : 0) : 0L);
      }
      rows.add(row);
    }
    return new Confusion(rows);
  }
}

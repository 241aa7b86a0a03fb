package backbench.results;

import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run on disk so that it may be killed at any point.
 *
 * <pre>
 * run.json             what is to be done, written once, before the first trial
 * certificates/C.json  the certificate of cell C
 * trials/N.json        what trial N found, written as soon as it ends
 * result.json          all of it together, written when the run is over
 * </pre>
 *
 * <p>Each file is written whole or not at all. A folder without {@code result.json} is a run that
 * was interrupted: {@link #load} puts together what is there.
 */
public final class RunFolder {

  private static final String PLAN = "run.json";
  private static final String RESULT = "result.json";
  private static final String TRIALS = "trials";
  private static final String CERTIFICATES = "certificates";
  private static final String LOCK = ".lock";
  private static final String JSON = ".json";

  private final Path folder;
  private final RunResult plan;

  private RunFolder(Path folder, RunResult plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * What one trial found.
   *
   * @param number the trial's index in {@link RunResult#order()}
   * @param result what was found
   */
  record TrialRecord(int number, ForkResult result) {}

  /**
   * Starts a run's folder.
   *
   * @param plan the run with nothing found yet; cells that cannot run say so already, all others
   *     are {@link Status#INTERRUPTED}
   * @throws BackbenchException {@code IO} if the folder is there already or cannot be written
   */
  public static RunFolder create(Path folder, RunResult plan) {
    if (Files.exists(folder.resolve(PLAN))) {
      throw new BackbenchException(ErrorCode.IO, "there is a run in " + folder + " already");
    }
    AtomicFile.write(folder.resolve(PLAN), ResultJson.write(plan));
    return new RunFolder(folder, plan);
  }

  /**
   * Opens a run's folder, whether the run ended or not.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if it is none or is damaged, {@code IO} if it
   *     cannot be read
   */
  public static RunFolder open(Path folder) {
    if (!Files.isRegularFile(folder.resolve(PLAN))) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          folder + " is not the folder of a run: it has neither " + RESULT + " nor " + PLAN,
          Location.of(folder.toString()),
          null);
    }
    RunResult plan = ResultJson.read(folder.resolve(PLAN), RunResult.class);
    for (RunResult.Trial trial : plan.order()) {
      if (trial.cell() < 0 || trial.cell() >= plan.cells().size()) {
        throw damaged(folder.resolve(PLAN), "a trial of cell " + trial.cell());
      }
    }
    return new RunFolder(folder, plan);
  }

  /** Returns where the run is kept. */
  public Path folder() {
    return folder;
  }

  /** Returns the run as it was planned. */
  public RunResult plan() {
    return plan;
  }

  /** Returns the file that holds the whole result once the run is over. */
  public Path resultFile() {
    return folder.resolve(RESULT);
  }

  /**
   * Keeps others from writing to this run until the hold is closed or the process ends, however
   * that happens.
   *
   * @throws BackbenchException {@code IO} if another process is at it
   */
  public Hold hold() {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean locked = false;
      try {
        locked = channel.tryLock() != null;
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      if (!locked) {
        throw new BackbenchException(ErrorCode.IO, "another process is at the run in " + folder);
      }
      return new Hold(channel);
    } catch (IOException | OverlappingFileLockException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot lock the run in " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Holds a run's folder.
   *
   * @param channel the locked file; closing it lets go
   */
  public record Hold(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new BackbenchException(
            ErrorCode.IO, "cannot unlock a run's folder: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Keeps what a trial found.
   *
   * @param number the trial's index in the plan's order
   */
  public void keep(int number, ForkResult result) {
    AtomicFile.write(trialFile(number), ResultJson.write(new TrialRecord(number, result)));
  }

  /**
   * Keeps the certificate of a cell.
   *
   * @param cell the cell's index in the plan
   */
  public void keep(int cell, CertificateResult certificate) {
    AtomicFile.write(
        folder.resolve(CERTIFICATES).resolve(String.format(Locale.ROOT, "%03d%s", cell, JSON)),
        ResultJson.write(certificate));
  }

  /** Tells whether the run is over. */
  public boolean finished() {
    return Files.isRegularFile(resultFile());
  }

  /** Tells whether a trial's result is kept. */
  public boolean has(int number) {
    return Files.isRegularFile(trialFile(number));
  }

  /**
   * Writes the whole result.
   *
   * @return what was written
   */
  public RunResult finish(Instant finishedAt) {
    RunResult result = assemble(finishedAt);
    AtomicFile.write(resultFile(), ResultJson.write(result));
    return result;
  }

  /**
   * Returns what was found: the whole result of a run that is over, or what there is of another.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if a file is damaged
   */
  public RunResult load() {
    return finished() ? ResultJson.read(resultFile(), RunResult.class) : assemble(null);
  }

  /**
   * Reads a run: the file of a result, or a folder that holds one or what there is of an unfinished
   * run.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if it is none or is damaged, {@code IO} if it
   *     cannot be read
   */
  public static RunResult read(Path run) {
    Path result = Files.isDirectory(run) ? run.resolve(RESULT) : run;
    return Files.isRegularFile(result)
        ? ResultJson.read(result, RunResult.class)
        : open(run).load();
  }

  private RunResult assemble(@Nullable Instant finishedAt) {
    Map<Integer, List<ForkResult>> forks = new TreeMap<>();
    List<RunResult.Trial> done = new ArrayList<>();
    for (int number = 0; number < plan.order().size(); number++) {
      if (!has(number)) {
        continue;
      }
      TrialRecord trial = ResultJson.read(trialFile(number), TrialRecord.class);
      RunResult.Trial planned = plan.order().get(number);
      if (trial.number() != number || trial.result().fork() != planned.fork()) {
        throw damaged(trialFile(number), "trial " + trial.number());
      }
      done.add(planned);
      forks.computeIfAbsent(planned.cell(), unused -> new ArrayList<>()).add(trial.result());
    }
    List<CellResult> cells = new ArrayList<>();
    for (int cell = 0; cell < plan.cells().size(); cell++) {
      cells.add(assemble(cell, forks.getOrDefault(cell, List.of())));
    }
    return new RunResult(
        plan.formatVersion(),
        plan.runId(),
        plan.startedAt(),
        finishedAt,
        plan.backbenchVersion(),
        plan.suite(),
        plan.settings(),
        plan.machine(),
        plan.specs(),
        plan.backends(),
        plan.reported(),
        done,
        cells);
  }

  private CellResult assemble(int index, List<ForkResult> forks) {
    CellResult cell = plan.cells().get(index);
    Path file =
        folder.resolve(CERTIFICATES).resolve(String.format(Locale.ROOT, "%03d%s", index, JSON));
    CertificateResult certificate =
        Files.isRegularFile(file) ? ResultJson.read(file, CertificateResult.class) : null;
    List<ForkResult> ordered =
        forks.stream().sorted(Comparator.comparingInt(ForkResult::fork)).toList();
    CellStatus status =
        cell.status() == Status.INTERRUPTED
            ? CellStatus.of(ordered, plan.settings().forks(), certificate)
            : new CellStatus(cell.status(), cell.reason());
    return new CellResult(
        cell.key(),
        status.status(),
        status.reason(),
        cell.network(),
        cell.dataset(),
        cell.recipe(),
        certificate,
        ordered);
  }

  private Path trialFile(int number) {
    return folder.resolve(TRIALS).resolve(String.format(Locale.ROOT, "%04d%s", number, JSON));
  }

  private static BackbenchException damaged(Path file, String found) {
    return new BackbenchException(
        ErrorCode.INVALID_RESULT,
        file + ": " + found + ", which is not in the run's plan",
        Location.of(file.toString()),
        null);
  }

  /**
   * Lists the folders of runs in a folder, newest first.
   *
   * @throws BackbenchException {@code IO} if it cannot be listed
   */
  public static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> Files.isRegularFile(each.resolve(PLAN)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot list " + folder + ": " + e.getMessage(), e);
    }
  }
}

package backbench.results.file;

import backbench.commons.AtomicFile;
import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import backbench.plausibility.Peak;
import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * peaks.json           what the machine can do at most, measured before the first trial
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
  private static final String PEAKS = "peaks.json";
  private static final String TRIALS = "trials";
  private static final String CERTIFICATES = "certificates";
  private static final String LOCK = ".lock";
  private static final String JSON = ".json";

  private final Path folder;
  private final PlannedRun plan;

  private RunFolder(Path folder, PlannedRun plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * What one trial found.
   *
   * @param number the trial's index in {@link PlannedRun#trials()}
   * @param result what was found
   */
  record TrialRecord(int number, ForkResult result) {}

  /**
   * Holds what was proved of a cell.
   *
   * @param certificate the certificate
   */
  public record KeptCertificate(CertificateResult certificate) {}

  /**
   * Holds what the machine can do at most.
   *
   * @param peaks by number of threads
   */
  record KeptPeaks(List<Peak> peaks) {}

  /**
   * Starts a run's folder.
   *
   * @throws BackbenchException {@code IO} if the folder is there already or cannot be written
   */
  public static RunFolder create(Path folder, PlannedRun plan) {
    if (Files.exists(folder.resolve(PLAN))) {
      throw new BackbenchException(ErrorCode.IO, "there is a run in " + folder + " already");
    }
    AtomicFile.write(folder.resolve(PLAN), ResultJson.write(plan));
    return new RunFolder(folder, plan);
  }

  /**
   * Opens a run's folder, whether the run ended or not.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if it is none, is damaged or is of an older
   *     format, {@code IO} if it cannot be read
   */
  public static RunFolder open(Path folder) {
    Path file = folder.resolve(PLAN);
    requirePlan(folder);
    ObjectNode tree = ResultJson.tree(file);
    int version = ResultJson.version(tree, file.toString());
    if (version != ResultJson.FORMAT_VERSION) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          "the run in "
              + folder
              + " is of result format "
              + version
              + " and cannot be resumed; this build resumes runs of format "
              + ResultJson.FORMAT_VERSION
              + ". `backbench report` shows what it found",
          Location.of(file.toString()),
          null);
    }
    return new RunFolder(folder, ResultJson.read(file, PlannedRun.class));
  }

  /** Checks that there is a plan, and otherwise says what there is instead. */
  private static void requirePlan(Path folder) {
    Path plan = folder.resolve(PLAN);
    if (Files.isRegularFile(plan)) {
      return;
    }
    String found;
    if (folder.toString().isEmpty()) {
      found = "'': no name; expected the folder of a run";
    } else if (Files.notExists(folder)) {
      found = folder + ": no such file or folder; expected the folder of a run";
    } else if (!Files.isDirectory(folder)) {
      found = folder + ": neither a file nor a folder; expected the folder of a run";
    } else if (Files.exists(plan)) {
      found = plan + ": not a file; expected the plan of a run";
    } else if (Files.isRegularFile(folder.resolve(RESULT))) {
      found = plan + ": no such file; the run is over, and nothing of it can be resumed";
    } else {
      found = folder + " is not the folder of a run: it has neither " + RESULT + " nor " + PLAN;
    }
    throw new BackbenchException(
        ErrorCode.INVALID_RESULT, found, Location.of(folder.toString()), null);
  }

  /** Tells whether there is a file; refuses what is in its place, which would pass for none. */
  private static boolean present(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          file + ": not a file; expected a file of the run, or none",
          Location.of(file.toString()),
          null);
    }
    return Files.exists(file);
  }

  /** Returns where the run is kept. */
  public Path folder() {
    return folder;
  }

  /** Returns the run as it was planned. */
  public RunResult plan() {
    return plan.run();
  }

  /** Returns the trials in the order in which they are to run. */
  public List<PlannedRun.Trial> trials() {
    return plan.trials();
  }

  /** Returns the file that holds the plan. */
  public Path planFile() {
    return folder.resolve(PLAN);
  }

  /** Returns the file that holds the whole result once the run is over. */
  public Path resultFile() {
    return folder.resolve(RESULT);
  }

  /**
   * Keeps others from writing to this run until the hold is closed or the process ends, however
   * that happens. Deletes what a process that was killed while it held this run was writing.
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
      List.of(folder, folder.resolve(TRIALS), folder.resolve(CERTIFICATES))
          .forEach(AtomicFile::sweep);
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
            ErrorCode.IO, "cannot unlock a run's folder: " + IoReason.of(e), e);
      }
    }
  }

  /**
   * Keeps what a trial found.
   *
   * @param number the trial's index in the plan's order
   * @throws BackbenchException {@code IO} if it cannot be written, or the folder is gone
   */
  public void keep(int number, ForkResult result) {
    requireThere();
    AtomicFile.write(trialFile(number), ResultJson.write(new TrialRecord(number, result)));
  }

  /**
   * Keeps the certificate of a cell.
   *
   * @param cell the cell's index in the plan
   */
  public void keep(int cell, CertificateResult certificate) {
    requireThere();
    AtomicFile.write(certificateFile(cell), ResultJson.write(new KeptCertificate(certificate)));
  }

  /** Keeps what the machine can do at most. */
  public void keep(List<Peak> peaks) {
    requireThere();
    AtomicFile.write(folder.resolve(PEAKS), ResultJson.write(new KeptPeaks(peaks)));
  }

  /** Returns what the machine can do at most; empty if it was not measured. */
  public List<Peak> peaks() {
    Path file = folder.resolve(PEAKS);
    return Files.isRegularFile(file) ? ResultJson.read(file, KeptPeaks.class).peaks() : List.of();
  }

  /** Tells whether the run is over. */
  public boolean finished() {
    return present(resultFile());
  }

  /** Tells whether a trial's result is kept. */
  public boolean has(int number) {
    return present(trialFile(number));
  }

  /**
   * Writes the whole result.
   *
   * @return what was written
   * @throws BackbenchException {@code IO} if it cannot be written, or the folder is gone
   */
  public RunResult finish(Instant finishedAt) {
    requireThere();
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
    requireThere();
    return finished() ? ResultJson.readRun(resultFile()) : assemble(null);
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
    if (Files.isDirectory(run) ? present(result) : Files.isRegularFile(result)) {
      return ResultJson.readRun(result);
    }
    requirePlan(run);
    return OldFolder.read(run).orElseGet(() -> open(run).load());
  }

  /** Checks that the folder is still there: to write to it again would make a part of a run. */
  private void requireThere() {
    if (!Files.isRegularFile(planFile())) {
      throw new BackbenchException(
          ErrorCode.IO,
          planFile() + " is gone: the folder of the run was removed or moved while it ran",
          Location.of(folder.toString()),
          null);
    }
  }

  private RunResult assemble(@Nullable Instant finishedAt) {
    Map<Integer, List<ForkResult>> forks = new TreeMap<>();
    for (int number = 0; number < plan.trials().size(); number++) {
      if (!has(number)) {
        continue;
      }
      TrialRecord trial = ResultJson.read(trialFile(number), TrialRecord.class);
      PlannedRun.Trial planned = plan.trials().get(number);
      if (trial.number() != number || trial.result().fork() != planned.place().fork()) {
        throw damaged(trialFile(number), "trial " + trial.number());
      }
      forks.computeIfAbsent(planned.cell(), unused -> new ArrayList<>()).add(trial.result());
    }
    List<Peak> peaks = peaks();
    List<CellResult> cells = new ArrayList<>();
    for (int cell = 0; cell < plan.run().cells().size(); cell++) {
      cells.add(assemble(cell, forks.getOrDefault(cell, List.of()), peaks));
    }
    return plan.run().with(peaks).ended(finishedAt, cells);
  }

  private CellResult assemble(int index, List<ForkResult> forks, List<Peak> peaks) {
    Path file = certificateFile(index);
    CertificateResult certificate =
        present(file) ? ResultJson.read(file, KeptCertificate.class).certificate() : null;
    List<ForkResult> ordered =
        forks.stream().sorted(Comparator.comparingInt(ForkResult::fork)).toList();
    return plan.run()
        .cells()
        .get(index)
        .found(certificate, ordered, plan.run().settings().forks(), peaks);
  }

  private Path certificateFile(int cell) {
    return folder.resolve(CERTIFICATES).resolve(String.format(Locale.ROOT, "%03d%s", cell, JSON));
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
          ErrorCode.IO, "cannot list " + folder + ": " + IoReason.of(e), e);
    }
  }
}

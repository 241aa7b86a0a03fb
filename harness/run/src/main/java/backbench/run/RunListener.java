package backbench.run;

import backbench.plausibility.Peak;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import java.nio.file.Path;
import java.util.List;

/**
 * Hears how a run goes on, for people to watch.
 *
 * <p>All calls come from the thread that runs the suite, between measurements as far as the harness
 * is concerned, yet while a worker may be measuring: an implementation is quick.
 */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** Is told, once and first, what will be done. */
  default void planned(Plan plan) {}

  /** Is told of something that keeps part of the run from happening or being kept, in one line. */
  default void warned(String message) {}

  /** Is told that a certificate is being made, for one network on one backend. */
  default void certifying(CellKey cell) {}

  /** Is told of a certificate, fresh or from the cache. */
  default void certified(CellKey cell, CertificateResult certificate) {}

  /** Is told what the machine can do at most with one number of threads. */
  default void peakMeasured(Peak peak) {}

  /** Is told that a cell will not be measured, and why. */
  default void cellSkipped(CellKey cell, String reason) {}

  /** Is told that a trial's worker has been started. */
  default void trialStarted(TrialId trial) {}

  /** Is told, about twice a second at most, how far a trial is. */
  default void progressed(TrialId trial, Progress progress) {}

  /** Is told of a finished epoch. */
  default void epochEnded(TrialId trial, EpochResult epoch) {}

  /** Is told that a trial has ended, well or badly, and that its result is on disk. */
  default void trialEnded(TrialId trial, ForkResult result) {}

  /**
   * Is told, last, that the run is over.
   *
   * @param result what was found; not complete if the run was interrupted
   * @param folder where it is kept
   */
  default void ended(RunResult result, Path folder) {}

  /**
   * Says what a run will do.
   *
   * @param runId the run's id
   * @param folder where its results are kept
   * @param title the suite's title
   * @param cells all cells, in the suite's order
   * @param trials how many trials there are in all
   * @param done how many of them a resumed run already has
   * @param epochs the epochs of each cell, in the order of {@code cells}
   * @param samplesPerEpoch the training samples of an epoch of each cell, as far as the recipe
   *     says; 0 where the whole dataset is used
   */
  record Plan(
      String runId,
      Path folder,
      String title,
      List<CellKey> cells,
      int trials,
      int done,
      List<Integer> epochs,
      List<Long> samplesPerEpoch) {
    /** Copies the lists. */
    public Plan {
      cells = List.copyOf(cells);
      epochs = List.copyOf(epochs);
      samplesPerEpoch = List.copyOf(samplesPerEpoch);
    }
  }

  /**
   * Names a trial.
   *
   * @param number from 1, in the order of the run
   * @param of how many trials there are in all
   * @param cell which cell
   * @param place which of its forks, and when its turn is
   */
  record TrialId(int number, int of, CellKey cell, ForkResult.Place place) {

    /** Returns the fork of the cell, from 0. */
    public int fork() {
      return place.fork();
    }
  }

  /**
   * Says how far a trial is.
   *
   * @param phase what the worker is at
   * @param epoch from 1; 0 before training
   * @param epochs how many there will be
   * @param steps made in this epoch
   * @param stepsInEpoch to be made in this epoch; 0 before training
   * @param samplesPerSecond of this epoch so far; 0 before training
   */
  record Progress(
      Phase phase, int epoch, int epochs, int steps, int stepsInEpoch, double samplesPerSecond) {}

  /** Names what a worker is at. */
  enum Phase {
    /** The JVM starts, and the dataset is read or drawn. */
    LOADING,
    /** The engine starts. */
    STARTING,
    /** A throw-away model makes steps. */
    WARMING_UP,
    /** The timed training. */
    TRAINING,
    /** The timed predictions. */
    PREDICTING
  }
}

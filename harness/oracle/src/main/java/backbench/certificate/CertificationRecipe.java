package backbench.certificate;

import backbench.certificate.exercise.Exercise;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.spi.TrainingSpec;
import java.util.Map;

/**
 * Says on what a backend is certified.
 *
 * @param training the recipe whose optimiser makes the steps
 * @param batchSize samples in the first batch, from 1 to 1,024; more are taken where a batch norm
 *     would see fewer than 16 values of a channel
 * @param steps optimiser steps that are compared, from 1 to 100
 * @param seed draws weights and batches
 * @param initial the recipe's own initialisers, in place of the network's
 * @param inputLow the smallest input value
 * @param inputHigh what all input values are below
 */
public record CertificationRecipe(
    TrainingSpec training,
    int batchSize,
    int steps,
    long seed,
    Map<ParameterRole, Initializer> initial,
    double inputLow,
    double inputHigh) {

  private static final int SAMPLES = 8;
  private static final int STEPS = 2;
  private static final int LARGEST_BATCH = 1024;
  private static final int MOST_STEPS = 100;

  /** Checks the ranges and copies the map. */
  public CertificationRecipe {
    require(
        batchSize >= 1 && batchSize <= LARGEST_BATCH,
        "a certificate's batch has from 1 to " + LARGEST_BATCH + " samples, not " + batchSize);
    require(
        steps >= 1 && steps <= MOST_STEPS,
        "a certificate compares from 1 to " + MOST_STEPS + " steps, not " + steps);
    require(
        inputLow < inputHigh && Double.isFinite(inputLow) && Double.isFinite(inputHigh),
        "inputs lie between two finite bounds, not " + inputLow + " and " + inputHigh);
    initial = Map.copyOf(initial);
  }

  /** Makes a recipe of two steps, the first on eight samples of inputs in [0, 1). */
  public static CertificationRecipe of(TrainingSpec training) {
    return new CertificationRecipe(training, SAMPLES, STEPS, 1, Map.of(), 0, 1);
  }

  Exercise.Frame frame() {
    return new Exercise.Frame(batchSize, steps, initial, inputLow, inputHigh);
  }

  /** Returns the same recipe on batches of another size. */
  public CertificationRecipe withBatchSize(int samples) {
    return new CertificationRecipe(training, samples, steps, seed, initial, inputLow, inputHigh);
  }

  /** Returns the same recipe with another seed. */
  public CertificationRecipe withSeed(long newSeed) {
    return new CertificationRecipe(
        training, batchSize, steps, newSeed, initial, inputLow, inputHigh);
  }

  /** Returns the same recipe with inputs in another range. */
  public CertificationRecipe withInputs(double low, double high) {
    return new CertificationRecipe(training, batchSize, steps, seed, initial, low, high);
  }

  /** Returns the same recipe with initialisers of its own. */
  public CertificationRecipe withInitial(Map<ParameterRole, Initializer> initializers) {
    return new CertificationRecipe(
        training, batchSize, steps, seed, initializers, inputLow, inputHigh);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
    }
  }
}

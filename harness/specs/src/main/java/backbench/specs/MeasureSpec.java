package backbench.specs;

import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says what is measured, and how often.
 *
 * @param repetition how often, and from which seed
 * @param variants the dimensions of the matrix beside workload and backend
 * @param baseline the backend that others are compared with; empty leaves the choice to the harness
 * @param predict how prediction is measured
 * @param accuracy what is made of accuracies
 * @param samplerImages how many test samples are kept as pictures beside what a trained sampler
 *     picks out of them; 0 for none
 */
public record MeasureSpec(
    Repetition repetition,
    Variants variants,
    Optional<String> baseline,
    Predict predict,
    Accuracy accuracy,
    int samplerImages) {

  /** The most fresh JVMs for a cell. */
  public static final int MOST_FORKS = 1000;

  /** Returns the same with another number of fresh JVMs. */
  public MeasureSpec withForks(int fresh) {
    return new MeasureSpec(
        new Repetition(
            fresh, repetition.seed(), repetition.warmupSeconds(), repetition.timeoutSeconds()),
        variants,
        baseline,
        predict,
        accuracy,
        samplerImages);
  }

  /**
   * Says how often a cell is measured, and from which seed.
   *
   * @param forks fresh JVMs for each cell
   * @param seed starts initial weights, shuffling and the order of the cells
   * @param warmupSeconds of training steps, at least one, on a model that is thrown away before the
   *     timed one is compiled from the same weights; 0 means none
   * @param timeoutSeconds after which a fork counts as hung
   */
  public record Repetition(int forks, long seed, double warmupSeconds, int timeoutSeconds) {}

  /**
   * Says in which variants each workload is measured on each backend.
   *
   * @param devices where to compute
   * @param threads thread counts; empty means the machine's processors
   * @param tuning how far workers may be adjusted
   */
  public record Variants(List<Device> devices, List<Integer> threads, List<Tuning> tuning) {

    /** Copies the lists. */
    public Variants {
      devices = List.copyOf(devices);
      threads = List.copyOf(threads);
      tuning = List.copyOf(tuning);
    }
  }

  /**
   * Says how prediction is measured, after training.
   *
   * @param batch samples in a call
   * @param warmupSeconds spent before the clock counts; at least one call is made
   * @param seconds measured; at least one call is made
   */
  public record Predict(int batch, double warmupSeconds, double seconds) {}

  /**
   * Says what is made of accuracies.
   *
   * @param margin the largest difference between backends that does not matter, a fraction
   * @param target the accuracy to which the time is shown, a fraction; empty for none
   * @param evaluateTraining whether training samples are evaluated after each epoch
   */
  public record Accuracy(double margin, OptionalDouble target, boolean evaluateTraining) {

    /** Half a percentage point, no target, no evaluation of the training samples. */
    public static final Accuracy USUAL = new Accuracy(0.005, OptionalDouble.empty(), false);
  }
}

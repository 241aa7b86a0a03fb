package backbench.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds all forks of one cell.
 *
 * @param key which cell
 * @param status the worst of the forks and of the certificate
 * @param reason why the status is not {@code OK}; null if it is
 * @param network what was computed
 * @param dataset what it was trained and tested on
 * @param recipe how it was trained
 * @param certificate the proof that it was this network; null if none was made
 * @param forks one per fresh JVM that ended, in order; fewer than asked for if the cell cannot run
 */
public record CellResult(
    CellKey key,
    Status status,
    @Nullable String reason,
    NetworkFacts network,
    DatasetFacts dataset,
    RecipeFacts recipe,
    @Nullable CertificateResult certificate,
    List<ForkResult> forks) {

  /** Copies the list. */
  public CellResult {
    forks = List.copyOf(forks);
  }

  /** Returns the forks whose samples are complete. */
  public List<ForkResult> measuredForks() {
    return forks.stream().filter(fork -> fork.status() == Status.OK).toList();
  }

  /**
   * Counts what a network consists of.
   *
   * @param id the architecture's id
   * @param title the network's title, for people
   * @param graphDigest SHA-256 of the network's structure
   * @param parameters all parameter elements
   * @param trainable those that the optimiser updates
   * @param forwardFlops floating-point operations per sample, forward; multiply and add are two
   * @param trainingFlops floating-point operations per sample, forward and backward
   */
  public record NetworkFacts(
      String id,
      String title,
      String graphDigest,
      long parameters,
      long trainable,
      long forwardFlops,
      long trainingFlops) {}

  /**
   * Names a dataset.
   *
   * @param id the dataset's id
   * @param title the dataset's title, for people
   * @param digest SHA-256 of what its spec says; title, licence and origin do not count
   * @param classNames what the classes are called, from 0; empty where numbers say it all
   */
  public record DatasetFacts(String id, String title, String digest, List<String> classNames) {

    /** Copies the list. */
    public DatasetFacts {
      classNames = List.copyOf(classNames);
    }

    /** Returns what a class is called, from 0: its name if it has one, else its number. */
    public String className(int label) {
      return label < classNames.size() ? classNames.get(label) : String.valueOf(label);
    }
  }

  /**
   * Says how a network is trained.
   *
   * @param batch samples in a step
   * @param epochs passes over the training samples
   * @param optimizer the optimiser with its constants, for people: {@code Adam 0.001}
   * @param augmentation how the training images are varied, for people; null for not at all
   * @param trainSamples training samples in an epoch
   * @param validationSamples held out of the training samples; 0 for none
   * @param testSamples test samples evaluated
   */
  public record RecipeFacts(
      int batch,
      int epochs,
      String optimizer,
      @Nullable String augmentation,
      long trainSamples,
      long validationSamples,
      long testSamples) {}
}

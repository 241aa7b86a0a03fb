package backbench.results;

import backbench.plausibility.LeastWork;
import backbench.plausibility.Peak;
import backbench.results.samples.Amount;
import backbench.results.samples.PartException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds all forks of one cell.
 *
 * @param key which cell
 * @param shard the index in {@link RunResult#shards()} of the machine that measured it
 * @param status the worst of the forks and of the certificate
 * @param reason why the status is not {@code OK}; null if it is
 * @param subject what was computed, on what and how
 * @param certificate the proof that it was this network; null if none was made
 * @param forks one per fresh JVM that ended, in order; fewer than asked for if the cell cannot run
 */
public record CellResult(
    CellKey key,
    int shard,
    Status status,
    @Nullable String reason,
    Subject subject,
    @Nullable CertificateResult certificate,
    List<ForkResult> forks) {

  /** Copies the list, and checks that each fork is another and measured what the cell is about. */
  public CellResult {
    forks = List.copyOf(forks);
    Set<Integer> numbers = new HashSet<>();
    for (ForkResult fork : forks) {
      if (fork.outcome().kind() != key.kind()) {
        throw new IllegalArgumentException(
            "cell " + key + " is a " + key.kind() + ", and a fork a " + fork.outcome().kind());
      }
      if (!numbers.add(fork.fork())) {
        throw new PartException(
            "forks", "fork " + fork.fork() + " is there twice, expected each once");
      }
    }
  }

  /** Returns what the network consists of. */
  public NetworkFacts network() {
    return subject.network();
  }

  /** Returns what it was trained and tested on. */
  public DatasetFacts dataset() {
    return subject.dataset();
  }

  /** Returns how it was trained. */
  public RecipeFacts recipe() {
    return subject.recipe();
  }

  /**
   * Returns this cell with what was found, judged by it unless it could not run.
   *
   * @param planned how many forks were asked for
   * @param peaks of the machine that measured it; empty if they are not known
   */
  public CellResult found(
      @Nullable CertificateResult proof, List<ForkResult> measured, int planned, List<Peak> peaks) {
    CellStatus judged =
        status == Status.INTERRUPTED
            ? CellStatus.of(measured, planned, proof, new CellStatus.Pace(key, subject, peaks))
            : new CellStatus(status, reason);
    return new CellResult(key, shard, judged.status(), judged.reason(), subject, proof, measured);
  }

  /** Returns the forks whose samples are complete. */
  public List<ForkResult> measuredForks() {
    return forks.stream().filter(fork -> fork.status() == Status.OK).toList();
  }

  /**
   * Says what a cell computes.
   *
   * @param network the network
   * @param dataset what it is trained and tested on
   * @param recipe how it is trained
   */
  public record Subject(NetworkFacts network, DatasetFacts dataset, RecipeFacts recipe) {}

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
   * @param least what no honest backend can do without; null in results from before it was counted
   */
  public record NetworkFacts(
      String id,
      String title,
      String graphDigest,
      long parameters,
      long trainable,
      long forwardFlops,
      long trainingFlops,
      @Nullable LeastFacts least) {

    /** Checks the counts. */
    public NetworkFacts {
      Amount.requireAtLeast(0, "parameters", parameters);
      Amount.requireAtLeast(0, "trainable", trainable);
      Amount.requireAtLeast(0, "forwardFlops", forwardFlops);
      Amount.requireAtLeast(0, "trainingFlops", trainingFlops);
    }
  }

  /**
   * Counts the least work of a network.
   *
   * @param training of a training step
   * @param prediction of a prediction
   */
  public record LeastFacts(LeastWork training, LeastWork prediction) {}

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
      long testSamples) {

    /** Checks the counts. */
    public RecipeFacts {
      Amount.requireAtLeast(1, "batch", batch);
      Amount.requireAtLeast(1, "epochs", epochs);
      Amount.requireAtLeast(0, "trainSamples", trainSamples);
      Amount.requireAtLeast(0, "validationSamples", validationSamples);
      Amount.requireAtLeast(0, "testSamples", testSamples);
    }
  }
}

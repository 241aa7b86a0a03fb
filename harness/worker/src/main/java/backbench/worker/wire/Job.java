package backbench.worker.wire;

import backbench.certificate.CertificationRecipe;
import backbench.certificate.Draw;
import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Order;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a worker is to do: all that it knows of the run. */
public sealed interface Job {

  /** Says what a worker is to do with a backend. */
  sealed interface OfBackend extends Job {

    /** Returns the backend's id. */
    String backend();

    /** Returns how the backend is to run. */
    Configuration configuration();
  }

  /**
   * Spells a {@link BackendConfig}, which can gain properties, as what travels.
   *
   * @param device where to compute
   * @param threads how many threads compute
   * @param seed starts what is random in the engine
   * @param scratch a folder that is gone after the run
   * @param cache a folder that outlives the run
   * @param tuning how far the worker is adjusted
   * @param options the backend's own options
   */
  record Configuration(
      Device device,
      int threads,
      long seed,
      Path scratch,
      Path cache,
      Tuning tuning,
      Map<String, String> options) {

    /** Spells a configuration. */
    public static Configuration of(BackendConfig config) {
      return new Configuration(
          config.device(),
          config.threads(),
          config.seed(),
          config.scratch(),
          config.cache(),
          config.tuning(),
          config.options());
    }

    /** Returns the configuration that was spelled. */
    public BackendConfig config() {
      return BackendConfig.builder(threads, seed, scratch)
          .device(device)
          .cache(cache)
          .tuning(tuning)
          .options(options)
          .build();
    }
  }

  /**
   * Compares the backend with the oracle, on one network after the other.
   *
   * @param backend the backend's id
   * @param configuration how it is to run
   * @param exams what it is compared on, in order
   */
  record Certify(String backend, Configuration configuration, List<Exam> exams)
      implements OfBackend {}

  /**
   * Names a network to compare the backend on.
   *
   * @param graph the network, with its dropout
   * @param recipe weights, batches and optimiser
   * @param draw the draw that was chosen for this network and recipe before; empty if none is known
   * @param power whether to find out which mistakes such a certificate sees, if it passes
   */
  record Exam(Graph graph, CertificationRecipe recipe, Optional<Draw> draw, boolean power) {

    /** Returns the same comparison, by a certificate of which nobody asks what it sees. */
    public Exam withoutPower() {
      return new Exam(graph, recipe, draw, false);
    }
  }

  /**
   * Trains a network and times it.
   *
   * @param backend the backend's id
   * @param configuration how it is to run
   * @param graph the network
   * @param data where the samples come from and what becomes of them
   * @param training how it is trained
   * @param timing what is measured beside the training
   */
  record Measure(
      String backend,
      Configuration configuration,
      Graph graph,
      Data data,
      Training training,
      Timing timing)
      implements OfBackend {}

  /**
   * Measures the machine's peak.
   *
   * @param threads how many work at once, each in turn
   */
  record MeasurePeak(List<Integer> threads) implements Job {}

  /**
   * Says which samples a network sees, and how.
   *
   * @param source where they come from
   * @param digest the digest that the whole dataset has to have; empty if none is known yet
   * @param selection which of them are used
   * @param scaling how a pixel becomes an input
   * @param order in which an epoch goes through them
   * @param augmentation how those that it trains on are varied, started by the training's seed
   */
  record Data(
      DataSource source,
      Optional<String> digest,
      Selection selection,
      Scaling scaling,
      Order order,
      Augmentation augmentation) {}

  /**
   * Says how a network is trained.
   *
   * @param optimizer how a step changes the parameters
   * @param initializers the recipe's own initialisers by role
   * @param seed starts the initial weights and the augmentation
   * @param batch samples in a step
   * @param epochs passes over the training samples
   */
  record Training(
      Optimizer optimizer,
      Map<ParameterRole, Initializer> initializers,
      long seed,
      int batch,
      int epochs) {}

  /**
   * Says what is measured beside the training.
   *
   * @param warmupSeconds of steps on a throw-away model; 0 for none
   * @param evaluationBatch samples in a call when a model is evaluated
   * @param predictBatch samples in a timed prediction
   * @param predictWarmupSeconds of predictions before the timed ones
   * @param predictSeconds of timed predictions; 0 for none
   * @param evaluateTraining whether training samples are evaluated after each epoch
   * @param samplerImages of how many test samples it is shown what a sampler picks out of them
   */
  record Timing(
      double warmupSeconds,
      int evaluationBatch,
      int predictBatch,
      double predictWarmupSeconds,
      double predictSeconds,
      boolean evaluateTraining,
      int samplerImages) {}
}

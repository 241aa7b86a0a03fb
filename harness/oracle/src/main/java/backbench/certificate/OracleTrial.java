package backbench.certificate;

import backbench.certificate.bound.SinglePrecision;
import backbench.certificate.exercise.Exercise;
import backbench.graph.LayerKind;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs the oracle on an exercise, with noisy twins beside it that show what single precision costs.
 *
 * <p>A tolerance is {@value #SAFETY} times the largest difference between the oracle and any twin.
 * So it grows with reduction length, depth and conditioning as this network's own errors do, and a
 * rectifier or a pool that noise may tip is tipped here too.
 *
 * <p>What it expects of the first step depends on nothing that a backend does. {@link TrialSteps}
 * goes on from there, as often as it is asked to.
 */
final class OracleTrial {

  private static final int TWINS = 2;
  private static final int SAFETY = 6;
  private static final int SMALLEST_TOLERANCE_ROUNDOFFS = 16;

  /** A mean over samples is known better than each of them; of few twins, not by much. */
  private static final double LOSS_BY_LOGITS = 0.25;

  private final ResolvedGraph graph;
  private final Exercise exercise;
  private final OracleModel oracle;
  private final List<OracleModel> twins = new ArrayList<>();
  private final Expected logits;
  private final List<double[]> firstPass;
  private final List<Expected> gradients = new ArrayList<>();
  private final List<Expected> statistics = new ArrayList<>();
  private Expected loss = new Expected("loss", new double[0], 0);
  private int tippedBranches;

  /** Predicts, and goes through the first step up to its logits; {@link #begin} goes on. */
  OracleTrial(ResolvedGraph graph, Exercise exercise) {
    this.graph = graph;
    this.exercise = exercise;
    this.oracle = new OracleModel(graph, exercise.initial());
    for (int i = 0; i < TWINS; i++) {
      PinnedRandom random = PinnedRandom.stream(exercise.seed(), "certificate noise", i);
      Rounding noise = new SinglePrecisionNoise(random);
      twins.add(new OracleModel(graph, exercise.initial(), noise));
    }
    // Without a batch norm, prediction computes what training does.
    if (graph.kinds().contains(LayerKind.BATCH_NORM)) {
      this.logits = logits(predictions());
      this.firstPass = forward(first());
    } else {
      this.firstPass = forward(first());
      this.logits = logits(firstPass);
    }
    for (OracleModel twin : twins) {
      tippedBranches += oracle.differingBranches(twin);
    }
  }

  /** Goes on from where the constructor ends to the first update. */
  void begin() {
    loss = backpropagate(first(), firstPass, 1);
    for (int i = 0; i < oracle.parameters().size(); i++) {
      OracleParameter parameter = oracle.parameters().get(i);
      ParameterInfo info = parameter.info();
      if (info.trainable()) {
        gradients.add(expected(info.name(), parameter.gradient().clone(), gradientDistance(i)));
      } else {
        gradients.add(new Expected(info.name(), new double[0], 0));
        statistics.add(expected(info.name(), parameter.values().clone(), valueDistance(i)));
      }
    }
  }

  /** Returns how many rectifiers and pools noise tipped in the first step. */
  int tippedBranches() {
    return tippedBranches;
  }

  Exercise exercise() {
    return exercise;
  }

  ResolvedGraph graph() {
    return graph;
  }

  /** Returns the logits of the first batch, before any step. */
  Expected logits() {
    return logits;
  }

  /** Returns the loss of the first step. */
  Expected loss() {
    return loss;
  }

  /** Returns the gradients of the first step, by parameter; empty for those that do not learn. */
  List<Expected> gradients() {
    return gradients;
  }

  /** Returns the moving statistics after the first step. */
  List<Expected> statistics() {
    return statistics;
  }

  /** Returns the oracle's parameters as they now stand, in canonical order. */
  List<OracleParameter> parameters() {
    return oracle.parameters();
  }

  /** Goes back to the moment before the first update. */
  void rewind() {
    adopt(exercise.initial());
    int statistic = 0;
    for (int i = 0; i < gradients.size(); i++) {
      OracleParameter parameter = oracle.parameters().get(i);
      if (parameter.info().trainable()) {
        double[] gradient = gradients.get(i).values();
        System.arraycopy(gradient, 0, parameter.gradient(), 0, gradient.length);
      } else {
        double[] moved = statistics.get(statistic++).values();
        System.arraycopy(moved, 0, parameter.values(), 0, moved.length);
      }
    }
  }

  /**
   * Goes on to a later step from weights that a backend reached, up to the update.
   *
   * @return what its loss is
   */
  Expected follow(Parameters reached, int step) {
    adopt(reached);
    Batch batch = exercise.batches().get(step);
    return backpropagate(batch, forward(batch), step + 1);
  }

  private void adopt(Parameters reached) {
    numbers()
        .mapToObj(this::model)
        .flatMap(model -> model.parameters().stream())
        .forEach(
            parameter -> {
              float[] from = reached.get(parameter.info().name()).data();
              double[] to = parameter.values();
              for (int i = 0; i < to.length; i++) {
                to[i] = from[i];
              }
            });
  }

  /**
   * Returns the numbers of all models, for work on all at the same time.
   *
   * <p>The models share nothing that changes, so no result depends on which is the faster.
   */
  private static IntStream numbers() {
    return IntStream.rangeClosed(0, TWINS).parallel();
  }

  /** Returns the oracle as number 0, and its twins. */
  private OracleModel model(int number) {
    return number == 0 ? oracle : twins.get(number - 1);
  }

  private Batch first() {
    return exercise.batches().get(0);
  }

  private List<double[]> predictions() {
    return numbers().mapToObj(number -> model(number).predict(first().images())).toList();
  }

  private static Expected logits(List<double[]> all) {
    return expected("logits", all.get(0), farthest(all));
  }

  /** Returns the largest difference of any twin's numbers from the oracle's, which come first. */
  private static double farthest(List<double[]> all) {
    double difference = 0;
    for (double[] each : all) {
      difference = Math.max(difference, distance(all.get(0), each));
    }
    return difference;
  }

  /** Returns the logits of the oracle and of its twins. */
  private List<double[]> forward(Batch batch) {
    return numbers().mapToObj(number -> model(number).forwardTraining(batch.images())).toList();
  }

  private Expected backpropagate(Batch batch, List<double[]> passes, int step) {
    double[] losses =
        numbers()
            .mapToDouble(number -> model(number).backpropagate(passes.get(number), batch.labels()))
            .toArray();
    double difference = LOSS_BY_LOGITS * farthest(passes);
    for (double disturbed : losses) {
      difference = Math.max(difference, Math.abs(losses[0] - disturbed));
    }
    return expected("loss of step " + step, new double[] {losses[0]}, difference);
  }

  private double gradientDistance(int parameter) {
    double[] values = oracle.parameters().get(parameter).gradient();
    double difference = 0;
    for (OracleModel twin : twins) {
      difference =
          Math.max(difference, distance(values, twin.parameters().get(parameter).gradient()));
    }
    return difference;
  }

  private double valueDistance(int parameter) {
    double[] values = oracle.parameters().get(parameter).values();
    double difference = 0;
    for (OracleModel twin : twins) {
      difference =
          Math.max(difference, distance(values, twin.parameters().get(parameter).values()));
    }
    return difference;
  }

  /** Returns how far any element of the last step's gradient may be from the oracle's. */
  double gradientTolerance(int parameter) {
    double[] gradient = oracle.parameters().get(parameter).gradient();
    return expected("", gradient, gradientDistance(parameter)).tolerance();
  }

  /** Returns how far a moving statistic may be from the oracle's after the last step. */
  double statisticTolerance(int parameter) {
    OracleParameter statistic = oracle.parameters().get(parameter);
    return expected("", statistic.values(), valueDistance(parameter)).tolerance();
  }

  private static Expected expected(String name, double[] values, double difference) {
    Expected plain = new Expected(name, values, 0);
    double smallest = SMALLEST_TOLERANCE_ROUNDOFFS * SinglePrecision.UNIT_ROUNDOFF * plain.size();
    return new Expected(name, values, Math.max(SAFETY * difference, smallest));
  }

  static double distance(double[] left, double[] right) {
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}

package backbench.certificate;

import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the oracle on an exercise, with noisy twins beside it that show what single precision costs.
 *
 * <p>A tolerance is {@value #SAFETY} times the largest difference between the oracle and any twin.
 * So it grows with reduction length, depth and conditioning as this network's own errors do, and a
 * rectifier or a pool that noise may tip is tipped here too.
 */
final class OracleTrial {

  private static final int TWINS = 2;
  private static final int SAFETY = 8;
  private static final int SMALLEST_TOLERANCE_ROUNDOFFS = 16;

  private final Exercise exercise;
  private final OracleModel oracle;
  private final OracleOptimizer optimizer;
  private final List<OracleModel> twins = new ArrayList<>();
  private final List<UpdateBound> bounds = new ArrayList<>();
  private final Expected logits;
  private final List<double[]> firstPass;
  private final List<Expected> losses = new ArrayList<>();
  private final List<Expected> gradients = new ArrayList<>();
  private final List<Expected> statistics = new ArrayList<>();
  private final double[] movement;
  private final double[] totalMovement;
  private final double[] statisticTotals;
  private int tippedBranches;

  /** Predicts, and goes through the first step up to its logits; {@link #begin} goes on. */
  OracleTrial(ResolvedGraph graph, Exercise exercise, Optimizer recipe) {
    this.exercise = exercise;
    this.oracle = new OracleModel(graph, exercise.initial());
    this.optimizer = OracleOptimizer.of(recipe, Rounding.NONE);
    for (int i = 0; i < TWINS; i++) {
      PinnedRandom random = PinnedRandom.stream(exercise.seed(), "certificate noise", i);
      Rounding noise = new SinglePrecisionNoise(random);
      twins.add(new OracleModel(graph, exercise.initial(), noise));
    }
    for (OracleParameter parameter : oracle.parameters()) {
      bounds.add(UpdateBound.of(recipe, parameter.gradient().length));
    }
    this.movement = new double[bounds.size()];
    this.totalMovement = new double[bounds.size()];
    this.statisticTotals = new double[bounds.size()];
    this.logits = predictFirst();
    this.firstPass = forward(exercise.batches().get(0));
    for (OracleModel twin : twins) {
      tippedBranches += oracle.differingBranches(twin);
    }
  }

  /** Goes on from where the constructor ends to the first update. */
  void begin() {
    backpropagate(exercise.batches().get(0), firstPass);
    keepFirstStep();
  }

  /** Returns how many rectifiers and pools noise tipped in the first step. */
  int tippedBranches() {
    return tippedBranches;
  }

  Exercise exercise() {
    return exercise;
  }

  /** Returns the logits of the first batch, before any step. */
  Expected logits() {
    return logits;
  }

  /** Returns the loss of each step so far. */
  List<Expected> losses() {
    return losses;
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

  /** Returns how far the last step may have led a learning parameter from the oracle's. */
  UpdateBound bound(int parameter) {
    return bounds.get(parameter);
  }

  /** Returns the largest movement of any element of a parameter in the last step. */
  double movement(int parameter) {
    return movement[parameter];
  }

  /** Returns the sum of a parameter's largest movements over the steps so far. */
  double totalMovement(int parameter) {
    return totalMovement[parameter];
  }

  /**
   * Goes on to the next step from weights that a backend reached, up to the update.
   *
   * <p>Optimisers keep their moments, which gradients at the backend's own weights have made.
   */
  void follow(Parameters reached) {
    List<OracleModel> models = new ArrayList<>(twins);
    models.add(oracle);
    for (OracleModel model : models) {
      for (OracleParameter parameter : model.parameters()) {
        float[] from = reached.get(parameter.info().name()).data();
        double[] to = parameter.values();
        for (int i = 0; i < to.length; i++) {
          to[i] = from[i];
        }
      }
    }
    Batch batch = exercise.batches().get(losses.size());
    backpropagate(batch, forward(batch));
  }

  private Expected predictFirst() {
    Batch first = exercise.batches().get(0);
    double[] expected = oracle.predict(first.images());
    double difference = 0;
    for (OracleModel twin : twins) {
      difference = Math.max(difference, distance(expected, twin.predict(first.images())));
    }
    return expected("logits", expected, difference);
  }

  /** Returns the logits of the oracle and of its twins. */
  private List<double[]> forward(Batch batch) {
    List<double[]> all = new ArrayList<>();
    all.add(oracle.forwardTraining(batch.images()));
    for (OracleModel twin : twins) {
      all.add(twin.forwardTraining(batch.images()));
    }
    return all;
  }

  private void backpropagate(Batch batch, List<double[]> passes) {
    double loss = oracle.backpropagate(passes.get(0), batch.labels());
    double difference = 0;
    for (int i = 0; i < twins.size(); i++) {
      double disturbed = twins.get(i).backpropagate(passes.get(i + 1), batch.labels());
      difference = Math.max(difference, Math.abs(loss - disturbed));
    }
    String name = "loss of step " + (losses.size() + 1);
    losses.add(expected(name, new double[] {loss}, difference));
  }

  private void keepFirstStep() {
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

  /** Makes the update of the step that was gone through. */
  void update() {
    List<double[]> before = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      OracleParameter parameter = oracle.parameters().get(i);
      if (parameter.info().trainable()) {
        bounds
            .get(i)
            .step(parameter, expected("", parameter.gradient(), gradientDistance(i)).tolerance());
      } else {
        statisticTotals[i] += statisticTolerance(i);
      }
      before.add(parameter.info().trainable() ? parameter.values().clone() : parameter.values());
    }
    optimizer.update(oracle.parameters());
    for (int i = 0; i < movement.length; i++) {
      movement[i] = distance(oracle.parameters().get(i).values(), before.get(i));
      totalMovement[i] += movement[i];
    }
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

  /** Returns how far a moving statistic may be from the oracle's after the last step. */
  double statisticTolerance(int parameter) {
    OracleParameter statistic = oracle.parameters().get(parameter);
    return expected("", statistic.values(), valueDistance(parameter)).tolerance();
  }

  /** Returns the sum of a moving statistic's tolerances over the steps so far. */
  double totalStatisticTolerance(int parameter) {
    return statisticTotals[parameter];
  }

  private static Expected expected(String name, double[] values, double difference) {
    Expected plain = new Expected(name, values, 0);
    double smallest =
        SMALLEST_TOLERANCE_ROUNDOFFS * SinglePrecisionNoise.UNIT_ROUNDOFF * plain.size();
    return new Expected(name, values, Math.max(SAFETY * difference, smallest));
  }

  private static double distance(double[] left, double[] right) {
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}

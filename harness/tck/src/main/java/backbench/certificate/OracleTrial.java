package backbench.certificate;

import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.OracleParameter;
import backbench.oracle.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Optimizer;
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
  private final List<OracleOptimizer> twinOptimizers = new ArrayList<>();
  private final List<UpdateBound> bounds = new ArrayList<>();
  private final Expected logits;
  private final List<Expected> losses = new ArrayList<>();
  private final List<Expected> gradients = new ArrayList<>();
  private final List<Expected> statistics = new ArrayList<>();
  private int tippedBranches;

  /** Predicts, and goes through the first step up to the update. */
  OracleTrial(ResolvedGraph graph, Exercise exercise, Optimizer recipe) {
    this.exercise = exercise;
    this.oracle = new OracleModel(graph, exercise.initial());
    this.optimizer = OracleOptimizer.of(recipe, Rounding.NONE);
    for (int i = 0; i < TWINS; i++) {
      PinnedRandom random = PinnedRandom.stream(exercise.seed(), "certificate noise", i);
      Rounding noise = new SinglePrecisionNoise(random);
      twins.add(new OracleModel(graph, exercise.initial(), noise));
      twinOptimizers.add(OracleOptimizer.of(recipe, noise));
    }
    for (OracleParameter parameter : oracle.parameters()) {
      bounds.add(
          recipe instanceof Optimizer.Adam adam
              ? new AdamBound(adam, parameter.gradient().length)
              : new SgdBound((Optimizer.Sgd) recipe));
    }
    this.logits = predictFirst();
    backpropagate(exercise.batches().get(0));
    for (OracleModel twin : twins) {
      tippedBranches += oracle.differingBranches(twin);
    }
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

  /** Returns how far an element of a learning parameter may be from the oracle's, by its index. */
  UpdateBound bound(int parameter) {
    return bounds.get(parameter);
  }

  /** Makes all the steps. */
  void finish() {
    update();
    for (Batch batch : exercise.batches().subList(1, exercise.batches().size())) {
      backpropagate(batch);
      update();
    }
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

  private void backpropagate(Batch batch) {
    double loss = oracle.backpropagate(batch);
    double difference = 0;
    for (OracleModel twin : twins) {
      difference = Math.max(difference, Math.abs(loss - twin.backpropagate(batch)));
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

  private void update() {
    for (int i = 0; i < bounds.size(); i++) {
      OracleParameter parameter = oracle.parameters().get(i);
      if (parameter.info().trainable()) {
        bounds
            .get(i)
            .step(parameter, expected("", parameter.gradient(), gradientDistance(i)).tolerance());
      }
    }
    optimizer.update(oracle.parameters());
    for (int i = 0; i < twins.size(); i++) {
      twinOptimizers.get(i).update(twins.get(i).parameters());
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

  /** Returns how far a moving statistic may be from the oracle's after all steps. */
  double statisticTolerance(int parameter) {
    OracleParameter statistic = oracle.parameters().get(parameter);
    return expected("", statistic.values(), valueDistance(parameter)).tolerance();
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

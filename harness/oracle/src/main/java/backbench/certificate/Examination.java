package backbench.certificate;

import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.OracleParameter;
import backbench.spi.Backend;
import backbench.spi.BackendInfo;
import backbench.spi.Batch;
import backbench.spi.Deviation;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts a backend through the rules, against a finished trial of the oracle. */
final class Examination {

  private static final TrainingSpec UNIT_DESCENT = new TrainingSpec(new Optimizer.Sgd(1));

  /** The share of a network's elements that the steps must hold tightly, lest they prove little. */
  private static final double LEAST_HELD = 0.1;

  private final RuleCheck logits = new RuleCheck("N1", "logits");
  private final RuleCheck loss = new RuleCheck("N2", "loss");
  private final RuleCheck gradients = new RuleCheck("N3", "gradients");
  private final RuleCheck steps =
      new RuleCheck("N4", "parameters after the recipe's steps", LEAST_HELD);
  private final RuleCheck statistics = new RuleCheck("N5", "moving statistics after a step");
  private final RuleCheck inference = new RuleCheck("N6", "logits after training");
  private final RuleCheck repetition = new RuleCheck("N7", "the same again from the same start");
  private final RuleCheck isolation =
      new RuleCheck("N8", "training with predictions between steps");
  private final RuleCheck storage = new RuleCheck("N9", "parameters as they were handed in");

  private final List<Deviation> deviations;
  private final Backend backend;
  private final ResolvedGraph graph;
  private final CertificationRecipe recipe;
  private final OracleTrial trial;

  Examination(
      BackendInfo info,
      Backend backend,
      ResolvedGraph graph,
      CertificationRecipe recipe,
      OracleTrial trial) {
    this.deviations = info.deviations();
    this.backend = backend;
    this.graph = graph;
    this.recipe = recipe;
    this.trial = trial;
  }

  List<RuleResult> run() {
    attempt(this::oneUnitStep, storage, logits, loss, gradients, statistics);
    Parameters[] reference = new Parameters[1];
    attempt(() -> reference[0] = recipeSteps(), loss, steps, statistics, inference);
    if (reference[0] == null) {
      repetition.fail("the first run of the recipe failed");
      isolation.fail("the first run of the recipe failed");
    } else {
      attempt(() -> compareRuns(repetition, reference[0], train(false)), repetition);
      attempt(() -> compareRuns(isolation, reference[0], train(true)), isolation);
    }
    if (trial.statistics().isEmpty()) {
      statistics.nothingToCompare("the network has no batch normalisation");
    }
    if (trial.tippedBranches() > 0) {
      gradients.note(trial.tippedBranches() + " branches within noise of a kink");
    }
    return List.of(
            logits, loss, gradients, steps, statistics, inference, repetition, isolation, storage)
        .stream()
        .map(RuleCheck::result)
        .toList();
  }

  /** Compares all that one step of plain descent at rate 1 shows, the gradient being w0 - w1. */
  private void oneUnitStep() {
    Batch batch = trial.exercise().batches().get(0);
    try (Model model =
            backend.compile(graph, trial.exercise().initial().copy(), Optional.of(UNIT_DESCENT));
        Staged staged = model.stage(batch)) {
      attempt(() -> compareStored(model.parameters()), storage);
      attempt(() -> logits.compare(trial.logits(), model.predict(staged).data()), logits);
      attempt(
          () -> {
            compareLoss(0, model.step(staged));
            Parameters after = model.parameters();
            compareGradients(after);
            compareStatistics(after);
          },
          loss,
          gradients,
          statistics);
    }
  }

  private void compareStored(Parameters stored) {
    for (ParameterInfo info : graph.parameters()) {
      float[] given = trial.exercise().initial().get(info.name()).data();
      float[] found = tensor(stored, info).data();
      for (int i = 0; i < given.length; i++) {
        storage.compare(info.name(), i, found[i], given[i], 0, Math.abs(given[i]));
      }
    }
    if (!List.copyOf(stored.tensors().keySet())
        .equals(graph.parameters().stream().map(ParameterInfo::name).toList())) {
      storage.fail("parameters come in another order: " + stored.tensors().keySet());
    }
  }

  private void compareLoss(int step, double actual) {
    loss.compare(trial.losses().get(step), new float[] {(float) actual});
  }

  private void compareGradients(Parameters after) {
    for (int p = 0; p < graph.parameters().size(); p++) {
      ParameterInfo info = graph.parameters().get(p);
      if (!info.trainable()) {
        continue;
      }
      Expected expected = trial.gradients().get(p);
      double size = expected.size();
      double tolerance = expected.tolerance() + deviation(info) * size;
      float[] before = trial.exercise().initial().get(info.name()).data();
      float[] stepped = tensor(after, info).data();
      for (int i = 0; i < before.length; i++) {
        // The weight that the step left is rounded to its own spacing.
        double spacing = Math.max(Math.ulp(before[i]), Math.ulp(stepped[i]));
        double gradient = (double) before[i] - stepped[i];
        gradients.compare(
            info.name(), i, gradient, expected.values()[i], tolerance + spacing, size);
      }
    }
  }

  private void compareStatistics(Parameters after) {
    for (Expected expected : trial.statistics()) {
      compareStatistic(expected, after);
    }
  }

  private void compareStatistic(Expected expected, Parameters after) {
    ParameterInfo info = parameter(expected.name());
    float[] found = tensor(after, info).data();
    double size = expected.size();
    double deviation = deviation(info);
    for (int i = 0; i < found.length; i++) {
      double value = expected.values()[i];
      double allowed = expected.tolerance() + deviation * Math.abs(value);
      statistics.compare(info.name(), i, found[i], value, allowed, size);
    }
  }

  /**
   * Compares all that the recipe's own steps show, and returns where they led.
   *
   * <p>Before each step the oracle takes the backend's weights over, so that nothing drifts and
   * each step is held by itself.
   */
  private Parameters recipeSteps() {
    try (Model model =
        backend.compile(graph, trial.exercise().initial().copy(), Optional.of(recipe.training()))) {
      Parameters trained = trial.exercise().initial();
      for (int step = 0; step < recipe.steps(); step++) {
        try (Staged staged = model.stage(trial.exercise().batches().get(step))) {
          if (step > 0) {
            trial.follow(trained);
          }
          compareLoss(step, model.step(staged));
          trained = model.parameters();
          trial.update();
          compareStep(trained);
        }
      }
      Parameters reached = trained;
      attempt(() -> compareInference(model, reached), inference);
      return reached;
    }
  }

  private void compareStep(Parameters reached) {
    for (int p = 0; p < graph.parameters().size(); p++) {
      ParameterInfo info = graph.parameters().get(p);
      OracleParameter expected = trial.parameters().get(p);
      if (!info.trainable()) {
        compareStatistic(
            new Expected(info.name(), expected.values(), trial.statisticTolerance(p)), reached);
        continue;
      }
      float[] found = tensor(reached, info).data();
      double moved = trial.movement(p);
      double deviation = deviation(info) * moved;
      UpdateBound bound = trial.bound(p);
      for (int i = 0; i < found.length; i++) {
        // The step rounds the weight once, to half its spacing.
        double allowed = bound.at(i) + Math.ulp(found[i]) + deviation;
        steps.compare(info.name(), i, found[i], expected.values()[i], allowed, moved);
      }
    }
  }

  /** Holds predictions to the weights that the backend itself reports, whatever led there. */
  private void compareInference(Model model, Parameters trained) {
    Batch batch = trial.exercise().batches().get(0);
    OracleModel oracle = new OracleModel(graph, trained);
    double[] expected = oracle.predict(batch.images());
    double scale = new Expected("", expected, 0).size() / Math.max(trial.logits().size(), 1e-30);
    double tolerance = trial.logits().tolerance() * Math.max(1, scale);
    try (Staged staged = model.stage(batch)) {
      inference.compare(
          new Expected("logits after training", expected, tolerance), model.predict(staged).data());
    }
  }

  private Parameters train(boolean predicting) {
    try (Model model =
        backend.compile(graph, trial.exercise().initial().copy(), Optional.of(recipe.training()))) {
      for (int step = 0; step < recipe.steps(); step++) {
        try (Staged staged = model.stage(trial.exercise().batches().get(step))) {
          if (predicting) {
            model.predict(staged);
          }
          model.step(staged);
        }
      }
      return model.parameters();
    }
  }

  private void compareRuns(RuleCheck check, Parameters one, Parameters other) {
    boolean identical = true;
    List<ParameterInfo> parameters = graph.parameters();
    for (int p = 0; p < parameters.size(); p++) {
      ParameterInfo info = parameters.get(p);
      float[] left = tensor(one, info).data();
      float[] right = tensor(other, info).data();
      identical &= Arrays.equals(left, right);
      double moved = info.trainable() ? trial.totalMovement(p) : statistic(p);
      for (int i = 0; i < left.length; i++) {
        // Each run may lie on another side of the oracle, by the tolerances of all its steps.
        double allowed =
            info.trainable()
                ? trial.bound(p).total(i) + recipe.steps() * (double) Math.ulp(left[i])
                : trial.totalStatisticTolerance(p);
        check.compare(info.name(), i, right[i], left[i], 2 * allowed, moved);
      }
    }
    check.note(identical ? "bit-identical" : "not bit-identical");
  }

  private double statistic(int parameter) {
    return new Expected("", trial.parameters().get(parameter).values(), 0).size();
  }

  private double deviation(ParameterInfo info) {
    ResolvedNode owner =
        graph.nodes().stream()
            .filter(node -> node.parameters().contains(info))
            .findFirst()
            .orElseThrow();
    return deviations.stream()
        .filter(d -> d.layer() == owner.layer().kind() && d.role() == info.role())
        .mapToDouble(Deviation::relativeBound)
        .max()
        .orElse(0);
  }

  private ParameterInfo parameter(String name) {
    return graph.parameters().stream()
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Finds a parameter among those that a backend returned, which need not be complete. */
  private static Tensor tensor(Parameters parameters, ParameterInfo info) {
    Tensor tensor = parameters.get(info.name());
    if (!tensor.dims().equals(info.dims())) {
      throw new IllegalStateException(
          info.name() + " comes back as " + tensor.dims() + ", expected " + info.dims());
    }
    return tensor;
  }

  /** Runs an action; if it throws, the rules that it serves fail with its message. */
  private static void attempt(Runnable action, RuleCheck... served) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      for (RuleCheck check : served) {
        check.fail(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}

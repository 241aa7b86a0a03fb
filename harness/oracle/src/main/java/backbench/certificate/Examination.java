package backbench.certificate;

import backbench.certificate.bound.UpdateBound;
import backbench.certificate.exercise.Silence;
import backbench.error.BackbenchException;
import backbench.error.ErrorKind;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.OracleParameter;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a backend through the rules, against a finished trial of the oracle. */
final class Examination {

  private static final TrainingSpec UNIT_DESCENT = new TrainingSpec(new Optimizer.Sgd(1));

  /** The share of a network's elements that must be held tightly, lest a rule prove little. */
  private static final double LEAST_HELD = 0.1;

  /** Samples that show most mistakes. */
  private static final int FEW = 2;

  private final RuleCheck logits = new RuleCheck("N1", "logits");
  private final RuleCheck loss = new RuleCheck("N2", "loss");
  private final RuleCheck gradients = new RuleCheck("N3", "gradients", LEAST_HELD);
  private final RuleCheck steps =
      new RuleCheck("N4", "parameters after the recipe's steps", LEAST_HELD);
  private final RuleCheck statistics = new RuleCheck("N5", "moving statistics after a step");
  private final RuleCheck inference = new RuleCheck("N6", "logits after training");
  private final RuleCheck repetition = new RuleCheck("N7", "the same again from the same start");
  private final RuleCheck isolation =
      new RuleCheck("N8", "training with predictions between steps");
  private final RuleCheck storage = new RuleCheck("N9", "parameters as they were handed in");

  private final Allowances allowances;
  private final Backend backend;
  private final ResolvedGraph graph;
  private final TrainingSpec training;
  private final OracleTrial trial;
  private final TrialSteps trialSteps;

  Examination(Allowances allowances, Backend backend, TrainingSpec training, OracleTrial trial) {
    this.allowances = allowances;
    this.backend = backend;
    this.graph = trial.graph();
    this.training = training;
    this.trial = trial;
    this.trialSteps = new TrialSteps(trial, training.optimizer());
  }

  List<RuleResult> run() {
    attempt(this::oneUnitStep, storage, logits, loss, gradients, statistics);
    attempt(this::silentSteps, steps);
    Parameters[] reference = new Parameters[1];
    attempt(() -> reference[0] = recipeSteps(), loss, steps, statistics, inference);
    if (reference[0] == null) {
      repetition.fail("the first run of the recipe failed");
      isolation.fail("the first run of the recipe failed");
    } else {
      attempt(() -> compare(repetition, reference[0], train(false)), repetition);
      attempt(() -> compare(isolation, reference[0], train(true)), isolation);
    }
    if (trial.statistics().isEmpty()) {
      statistics.nothingToCompare("the network has no batch normalisation");
    }
    if (trial.tippedBranches() > 0) {
      gradients.note(trial.tippedBranches() + " branches within noise of a kink");
    }
    return checks().map(RuleCheck::result).toList();
  }

  private Stream<RuleCheck> checks() {
    return Stream.of(
        logits, loss, gradients, steps, statistics, inference, repetition, isolation, storage);
  }

  /**
   * Tells whether a wrong backend is seen: whether anything is beyond its tolerance by so much that
   * a backend which also rounds could not come back within it.
   *
   * <p>Looks where the mistake shows first, and stops there: a wrong layer in the logits of a few
   * samples, or else in the first step; a wrong optimiser in its own steps. So it may miss what the
   * whole examination would see, and never the other way round.
   *
   * @param beyond the share of a tolerance that is enough
   * @param onlyOptimizes whether nothing but the recipe's optimiser can be wrong
   */
  boolean sees(double beyond, boolean onlyOptimizes) {
    if (onlyOptimizes) {
      silentSteps();
      if (!exceeded(beyond)) {
        recipeSteps();
      }
    } else {
      fewLogits();
      if (!exceeded(beyond)) {
        compareFirstStep();
      }
    }
    return exceeded(beyond);
  }

  private void fewLogits() {
    Batch few = firstOf(trial.exercise().batches().get(0));
    double[] expected = Arrays.copyOf(trial.logits().values(), few.size() * graph.classes());
    try (Model model = compile(trial.exercise().initial(), UNIT_DESCENT);
        Staged staged = model.stage(few)) {
      logits.compare(
          new Expected("logits", expected, trial.logits().tolerance()),
          model.predict(staged).data());
    }
  }

  private static Batch firstOf(Batch batch) {
    int samples = Math.min(FEW, batch.size());
    List<Integer> dims = new ArrayList<>(batch.images().dims());
    int each = batch.images().size() / batch.size();
    dims.set(0, samples);
    return new Batch(
        new Tensor(dims, Arrays.copyOf(batch.images().data(), samples * each)),
        Arrays.copyOf(batch.labels(), samples));
  }

  private void compareFirstStep() {
    try (Model model = compile(trial.exercise().initial(), UNIT_DESCENT);
        Staged staged = model.stage(trial.exercise().batches().get(0))) {
      logits.compare(trial.logits(), model.predict(staged).data());
      compareUnitStep(model, staged);
    }
  }

  private boolean exceeded(double beyond) {
    return checks().anyMatch(check -> check.exceeds(beyond));
  }

  private Model compile(Parameters initial, TrainingSpec recipe) {
    return backend.compile(graph, initial.copy(), Optional.of(recipe));
  }

  /** Compares all that one step of plain descent at rate 1 shows, the gradient being w0 - w1. */
  private void oneUnitStep() {
    Batch batch = trial.exercise().batches().get(0);
    try (Model model = compile(trial.exercise().initial(), UNIT_DESCENT);
        Staged staged = model.stage(batch)) {
      attempt(() -> compareStored(model.parameters()), storage);
      attempt(() -> logits.compare(trial.logits(), model.predict(staged).data()), logits);
      attempt(() -> compareUnitStep(model, staged), loss, gradients, statistics);
    }
  }

  private void compareUnitStep(Model model, Staged staged) {
    compareLoss(trial.loss(), model.step(staged));
    Parameters after = model.parameters();
    compareGradients(after);
    for (Expected expected : trial.statistics()) {
      ParameterInfo info = parameter(expected.name());
      compareStatistic(
          expected,
          trial.exercise().batches().get(0).size(),
          after,
          i -> trial.exercise().initial().get(info.name()).data()[i]);
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

  private void compareLoss(Expected expected, double actual) {
    loss.compare(expected, new float[] {(float) actual});
  }

  private void compareGradients(Parameters after) {
    for (int p = 0; p < graph.parameters().size(); p++) {
      ParameterInfo info = graph.parameters().get(p);
      if (!info.trainable()) {
        continue;
      }
      Expected expected = trial.gradients().get(p);
      double size = expected.size();
      float[] before = trial.exercise().initial().get(info.name()).data();
      float[] stepped = tensor(after, info).data();
      for (int i = 0; i < before.length; i++) {
        // The weight that the step left is rounded to its own spacing.
        double spacing = Math.max(Math.ulp(before[i]), Math.ulp(stepped[i]));
        double gradient = (double) before[i] - stepped[i];
        double allowed = expected.tolerance() + spacing;
        gradients.compare(info.name(), i, gradient, expected.values()[i], allowed, size);
      }
    }
  }

  /** Finds an element. */
  private interface Element {
    double at(int index);
  }

  private void compareStatistic(Expected expected, int samples, Parameters after, Element before) {
    ParameterInfo info = parameter(expected.name());
    float[] found = tensor(after, info).data();
    double size = expected.size();
    for (int i = 0; i < found.length; i++) {
      double value = expected.values()[i];
      double allowed = expected.tolerance() + allowances.of(info, samples, before.at(i), value);
      statistics.compare(info.name(), i, found[i], value, allowed, size);
    }
  }

  /** Compares the steps of the optimiser alone, of which every gradient is known. */
  private void silentSteps() {
    if (trial.exercise().silence().isEmpty()) {
      return;
    }
    Silence silence = trial.exercise().silence().get();
    SilentSteps expected =
        new SilentSteps(parameter(silence.bias()), silence, training.optimizer());
    Parameters reached = silence.initial();
    try (Model model = compile(reached, training)) {
      for (Batch batch : silence.batches()) {
        try (Staged staged = model.stage(batch)) {
          expected.step(reached, batch);
          model.step(staged);
          Parameters next = model.parameters();
          compareSilent(silence.bias(), expected, reached, next);
          reached = next;
        }
      }
    }
  }

  private void compareSilent(
      String bias, SilentSteps expected, Parameters before, Parameters after) {
    for (ParameterInfo info : graph.parameters()) {
      if (info.name().equals(bias)) {
        compareMoved(info, expected.values(), expected.bound(), expected.movement(), after);
      } else if (info.trainable()) {
        requireStill(info, tensor(before, info).data(), tensor(after, info).data());
      }
    }
  }

  /** Counts only what moved nevertheless: of what has no gradient, nothing is proved. */
  private void requireStill(ParameterInfo info, float[] before, float[] after) {
    for (int i = 0; i < before.length; i++) {
      double spacing = Math.ulp(before[i]);
      if (!(Math.abs(after[i] - before[i]) <= spacing)) {
        steps.compare(info.name(), i, after[i], before[i], spacing, 0);
      }
    }
  }

  /**
   * Compares all that the recipe's own steps show, and returns where they led.
   *
   * <p>Before each step the oracle takes the backend's weights over, so that nothing drifts and
   * each step is held by itself.
   */
  private Parameters recipeSteps() {
    List<Batch> batches = trial.exercise().batches();
    try (Model model = compile(trial.exercise().initial(), training)) {
      Parameters trained = trial.exercise().initial();
      for (Batch batch : batches) {
        try (Staged staged = model.stage(batch)) {
          Expected expectedLoss = trialSteps.follow(trained);
          compareLoss(expectedLoss, model.step(staged));
          trained = model.parameters();
          trialSteps.update();
          compareStep(batch.size(), trained);
        }
      }
      Parameters reached = trained;
      attempt(() -> compareInference(model, reached), inference);
      return reached;
    }
  }

  private void compareStep(int samples, Parameters reached) {
    for (int p = 0; p < graph.parameters().size(); p++) {
      ParameterInfo info = graph.parameters().get(p);
      OracleParameter expected = trial.parameters().get(p);
      if (info.trainable()) {
        compareMoved(info, expected.values(), trialSteps.bound(p), trialSteps.movement(p), reached);
      } else {
        double[] before = trialSteps.lastStatistic(p);
        compareStatistic(
            new Expected(info.name(), expected.values(), trialSteps.statisticTolerance(p)),
            samples,
            reached,
            i -> before[i]);
      }
    }
  }

  private void compareMoved(
      ParameterInfo info, double[] expected, UpdateBound bound, double moved, Parameters reached) {
    float[] found = tensor(reached, info).data();
    for (int i = 0; i < found.length; i++) {
      // The step rounds the weight once, to half its spacing.
      double allowed = bound.at(i) + Math.ulp(found[i]);
      steps.compare(info.name(), i, found[i], expected[i], allowed, moved);
    }
  }

  /** Holds predictions to the weights that the backend itself reports, whatever led there. */
  private void compareInference(Model model, Parameters trained) {
    List<Batch> batches = trial.exercise().batches();
    Batch batch = batches.get(batches.size() - 1);
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
    try (Model model = compile(trial.exercise().initial(), training)) {
      for (Batch batch : trial.exercise().batches()) {
        try (Staged staged = model.stage(batch)) {
          if (predicting) {
            model.predict(staged);
          }
          model.step(staged);
        }
      }
      return model.parameters();
    }
  }

  private void compare(RuleCheck check, Parameters one, Parameters other) {
    new RunComparison(trial, trialSteps).compare(check, one, other);
  }

  private ParameterInfo parameter(String name) {
    return graph.parameters().stream()
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Finds a parameter among those that a backend returned, which need not be complete. */
  static Tensor tensor(Parameters parameters, ParameterInfo info) {
    Tensor tensor = parameters.get(info.name());
    if (!tensor.dims().equals(info.dims())) {
      throw new IllegalStateException(
          info.name() + " comes back as " + tensor.dims() + ", expected " + info.dims());
    }
    return tensor;
  }

  /**
   * Runs an action; if it throws, the rules that it serves fail with its message.
   *
   * @throws BackbenchException if the backend says that it cannot, which is no fault of any rule
   */
  private static void attempt(Runnable action, RuleCheck... served) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      if (e instanceof BackbenchException refusal
          && refusal.code().kind() == ErrorKind.CAPABILITY) {
        throw refusal;
      }
      for (RuleCheck check : served) {
        check.fail(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}

package backbench.tck;

import static backbench.tck.Bench.refused;
import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * C: models, batches and copies over their lives.
 *
 * <p>Every effect is complete when a method returns, and nothing that was handed over is shared.
 */
final class LifecycleRules {

  private static final double TOLERANCE = 1e-5;
  private static final int MANY_MODELS = 30;

  private final Bench bench;
  private final ResolvedGraph graph;
  private final Batch batch;
  private final Batch other;

  LifecycleRules(Bench bench) {
    this.bench = bench;
    this.graph = Networks.small(bench.info().layers());
    this.batch = Networks.batch(graph, 4, 1);
    this.other = Networks.batch(graph, 7, 2);
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("C1", "a closed model is CLOSED to every call", this::closedModelIsRefused),
        rule("C2", "a closed batch is CLOSED to steps and predictions", this::closedBatchIsRefused),
        rule("C3", "a closed backend is CLOSED to compiling", this::closedBackendIsRefused),
        rule("C4", "closing twice does nothing", this::closingTwiceIsFine),
        rule("C5", "many models in a row", this::manyModels),
        rule("C6", "models in turns do not disturb each other", this::modelsAreApart),
        rule("C7", "a staged batch serves many steps", this::stagedServesManySteps),
        rule("C8", "batches of other sizes between steps", this::sizesMayChange),
        rule("C9", "staging copies", this::stagingCopies),
        rule("C10", "several batches may be staged at once", this::severalStaged),
        rule("C11", "compiling copies the initial parameters", this::compilingCopies),
        rule("C12", "parameters are copies", this::parametersAreCopies),
        rule("C13", "logits stay as they were returned", this::logitsStay),
        rule("C14", "a step is complete when it returns", this::stepsAreComplete),
        rule("C15", "prediction needs no recipe", this::predictsWithoutRecipe),
        rule("C16", "a prediction does not disturb training", this::predictionChangesNothing));
  }

  private Parameters initial() {
    return InitialParameters.draw(graph, 3);
  }

  private void withModel(BiConsumer<Backend, Model> check) {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend -> {
          try (Model model = compiled(backend)) {
            check.accept(backend, model);
          }
        });
  }

  private Model compiled(Backend backend) {
    return backend.compile(graph, initial(), Bench.DESCENT);
  }

  private static double step(Model model, Batch batch) {
    try (Staged staged = model.stage(batch)) {
      return model.step(staged);
    }
  }

  private static float[] predict(Model model, Batch batch) {
    try (Staged staged = model.stage(batch)) {
      return model.predict(staged).data().clone();
    }
  }

  /** Returns the parameters after steps on a model of their own. */
  private Parameters trained(Backend backend, Batch... batches) {
    try (Model model = compiled(backend)) {
      for (Batch each : batches) {
        step(model, each);
      }
      return model.parameters();
    }
  }

  private static void assertClose(Parameters expected, Parameters actual) {
    expected
        .tensors()
        .forEach((name, tensor) -> assertClose(name, tensor.data(), actual.get(name).data()));
  }

  private static void assertClose(String what, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE, what);
    }
  }

  private void closedModelIsRefused() {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend -> {
          Model model = compiled(backend);
          Staged staged = model.stage(batch);
          staged.close();
          model.close();
          refused(ErrorCode.CLOSED, () -> model.stage(batch).close());
          refused(ErrorCode.CLOSED, () -> model.step(staged));
          refused(ErrorCode.CLOSED, () -> model.predict(staged));
          refused(ErrorCode.CLOSED, model::parameters);
        });
  }

  private void closedBatchIsRefused() {
    withModel(
        (backend, model) -> {
          Staged staged = model.stage(batch);
          staged.close();
          refused(ErrorCode.CLOSED, () -> model.step(staged));
          refused(ErrorCode.CLOSED, () -> model.predict(staged));
        });
  }

  private void closedBackendIsRefused() {
    bench.requireKinds(graph.kinds());
    Backend backend = bench.provider().open(bench.config());
    backend.close();
    refused(ErrorCode.CLOSED, () -> compiled(backend).close());
  }

  private void closingTwiceIsFine() {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend -> {
          Model model = compiled(backend);
          Staged staged = model.stage(batch);
          staged.close();
          staged.close();
          model.close();
          model.close();
          backend.close();
        });
  }

  private void manyModels() {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend -> {
          Parameters first = trained(backend, batch);
          for (int i = 1; i < MANY_MODELS; i++) {
            assertClose(first, trained(backend, batch));
          }
        });
  }

  private void modelsAreApart() {
    withModel(
        (backend, model) -> {
          Parameters expected = trained(backend, batch, batch);
          Parameters expectedOther = trained(backend, other, other);
          try (Model second = compiled(backend)) {
            step(model, batch);
            step(second, other);
            predict(second, batch);
            trained(backend, other);
            step(model, batch);
            step(second, other);
            assertClose(expected, model.parameters());
            assertClose(expectedOther, second.parameters());
          }
        });
  }

  private void stagedServesManySteps() {
    withModel(
        (backend, model) -> {
          try (Staged staged = model.stage(batch)) {
            assertEquals(batch.size(), staged.size());
            model.step(staged);
            model.predict(staged);
            model.step(staged);
            model.step(staged);
          }
          assertClose(trained(backend, batch, batch, batch), model.parameters());
        });
  }

  private void sizesMayChange() {
    withModel(
        (backend, model) -> {
          Batch single = Networks.batch(graph, 1, 9);
          float[] alone = predict(model, single);
          for (int size : new int[] {3, 64, 1, 17}) {
            Batch each = Networks.batch(graph, size, size);
            assertEquals(size * graph.classes(), predict(model, each).length);
          }
          assertClose("logits after other sizes", alone, predict(model, single));
          for (int size : new int[] {3, 64, 1, 17}) {
            step(model, Networks.batch(graph, size, size));
          }
          List<Batch> fresh = new ArrayList<>();
          for (int size : new int[] {3, 64, 1, 17}) {
            fresh.add(Networks.batch(graph, size, size));
          }
          assertClose(trained(backend, fresh.toArray(Batch[]::new)), model.parameters());
        });
  }

  private void stagingCopies() {
    withModel(
        (backend, model) -> {
          Batch given = new Batch(batch.images().copy(), batch.labels().clone());
          float[] logits = predict(model, batch);
          try (Staged staged = model.stage(given)) {
            Arrays.fill(given.images().data(), 9);
            Arrays.fill(given.labels(), 0);
            assertClose("logits", logits, model.predict(staged).data());
            model.step(staged);
          }
          assertClose(trained(backend, batch), model.parameters());
        });
  }

  private void severalStaged() {
    withModel(
        (backend, model) -> {
          float[] logits = predict(model, batch);
          try (Staged first = model.stage(batch);
              Staged second = model.stage(other)) {
            assertClose("logits", logits, model.predict(first).data());
            model.step(first);
            model.step(second);
          }
          assertClose(trained(backend, batch, other), model.parameters());
        });
  }

  private void compilingCopies() {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend -> {
          Parameters given = initial();
          try (Model model = backend.compile(graph, given, Bench.DESCENT)) {
            given.tensors().values().forEach(tensor -> Arrays.fill(tensor.data(), 9));
            step(model, batch);
            assertClose(trained(backend, batch), model.parameters());
          }
          Parameters untouched = initial();
          try (Model model = backend.compile(graph, untouched, Bench.DESCENT)) {
            step(model, batch);
          }
          assertEquals(initial(), untouched);
        });
  }

  private void parametersAreCopies() {
    withModel(
        (backend, model) -> {
          Parameters taken = model.parameters();
          Parameters kept = taken.copy();
          step(model, batch);
          assertNotEquals(kept, model.parameters(), "the step changed the model's own");
          assertEquals(kept, taken, "a step changed parameters that were taken before it");
          Parameters written = model.parameters();
          written.tensors().values().forEach(tensor -> Arrays.fill(tensor.data(), 9));
          assertClose(trained(backend, batch), model.parameters());
        });
  }

  private void logitsStay() {
    withModel(
        (backend, model) -> {
          try (Staged staged = model.stage(batch);
              Staged next = model.stage(Networks.batch(graph, batch.size(), 5))) {
            Tensor logits = model.predict(staged);
            Tensor kept = logits.copy();
            model.step(next);
            model.predict(next);
            assertEquals(kept, logits);
          }
        });
  }

  private void stepsAreComplete() {
    withModel(
        (backend, model) -> {
          step(model, batch);
          Parameters atOnce = model.parameters();
          predict(model, other);
          assertEquals(atOnce, model.parameters());
          assertClose(trained(backend, batch), atOnce);
        });
  }

  private void predictsWithoutRecipe() {
    withModel(
        (backend, model) -> {
          float[] logits = predict(model, batch);
          try (Model untrained = backend.compile(graph, initial(), Bench.UNTRAINED)) {
            assertClose("logits", logits, predict(untrained, batch));
          }
        });
  }

  private void predictionChangesNothing() {
    withModel(
        (backend, model) -> {
          predict(model, other);
          step(model, batch);
          predict(model, other);
          step(model, other);
          assertClose(trained(backend, batch, other), model.parameters());
        });
  }
}

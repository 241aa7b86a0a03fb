package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CheckedModelTest {

  private static final ResolvedGraph NETWORK =
      new Graph(
              "tiny",
              Shape.image(1, 2, 2),
              List.of(new Node("a", new Layer.Flatten(), List.of(Graph.INPUT))),
              "a")
          .resolve();
  private static final Batch BATCH = new Batch(Tensor.zeros(List.of(1, 1, 2, 2)), new int[1]);
  private static final Optional<TrainingSpec> RECIPE =
      Optional.of(new TrainingSpec(new Optimizer.Sgd(0.1)));

  private final List<String> released = new ArrayList<>();
  private final ToyBackend backend = new ToyBackend();

  private final class ToyBackend extends CheckedBackend {
    @Override
    public Environment environment() {
      return Environment.builder(1).version("toy", "1").build();
    }

    @Override
    protected Model compileChecked(
        ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
      return new ToyModel(this, graph, training.isPresent());
    }

    @Override
    protected void release() {
      released.add("backend");
    }
  }

  private final class ToyModel extends CheckedModel<ToyBatch> {
    ToyModel(CheckedBackend backend, ResolvedGraph graph, boolean trainable) {
      super(backend, graph, trainable, ToyBatch.class);
    }

    @Override
    protected ToyBatch stageChecked(Batch batch) {
      return new ToyBatch(this, batch.size());
    }

    @Override
    protected Tensor predictChecked(ToyBatch batch) {
      return Tensor.zeros(List.of(batch.size(), graph().classes()));
    }

    @Override
    protected double stepChecked(ToyBatch batch) {
      return 1;
    }

    @Override
    protected Parameters readParameters() {
      return new Parameters(Map.of());
    }

    @Override
    protected void release() {
      released.add("model");
    }
  }

  private final class ToyBatch extends CheckedBatch {
    ToyBatch(Model owner, int size) {
      super(owner, size);
    }

    @Override
    protected void release() {
      released.add("batch");
    }
  }

  private Model compile(Optional<TrainingSpec> training) {
    return backend.compile(NETWORK, new Parameters(Map.of()), training);
  }

  @Test
  void anOpenModelOfAnOpenBackendUsesItsOwnOpenBatches() {
    Model model = compile(RECIPE);
    Staged staged = model.stage(BATCH);
    assertThat(model.step(staged)).isEqualTo(1);
    assertThat(model.predict(staged).dims()).containsExactly(1, 4);
    assertThat(model.parameters().tensors()).isEmpty();
    assertThat(staged.size()).isEqualTo(1);
    assertThat(released).isEmpty();
  }

  @Test
  void whatIsClosedTwiceIsReleasedOnce() {
    Model model = compile(RECIPE);
    Staged staged = model.stage(BATCH);
    for (int i = 0; i < 2; i++) {
      staged.close();
      model.close();
      backend.close();
    }
    assertThat(released).containsExactly("batch", "model", "backend");
  }

  @Test
  void aBatchThatDoesNotFitIsRefused() {
    Batch wide = new Batch(Tensor.zeros(List.of(1, 4)), new int[1]);
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> compile(RECIPE).stage(wide));
  }

  @Test
  void aBatchOfAnotherModelIsRefused() {
    Model model = compile(RECIPE);
    Staged foreign = compile(RECIPE).stage(BATCH);
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> model.step(foreign));
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> model.predict(foreign));
  }

  @Test
  void aClosedBatchIsRefused() {
    Model model = compile(RECIPE);
    Staged staged = model.stage(BATCH);
    staged.close();
    assertRefused(ErrorCode.CLOSED, () -> model.step(staged));
    assertRefused(ErrorCode.CLOSED, () -> model.predict(staged));
  }

  @Test
  void aClosedModelRefusesEverything() {
    Model model = compile(RECIPE);
    Staged staged = model.stage(BATCH);
    model.close();
    assertAllClosed(model, staged);
  }

  @Test
  void aModelOfAClosedBackendRefusesEverything() {
    Model model = compile(RECIPE);
    Staged staged = model.stage(BATCH);
    backend.close();
    assertAllClosed(model, staged);
    assertRefused(ErrorCode.CLOSED, () -> compile(RECIPE));
  }

  private static void assertAllClosed(Model model, Staged staged) {
    assertRefused(ErrorCode.CLOSED, () -> model.stage(BATCH));
    assertRefused(ErrorCode.CLOSED, () -> model.predict(staged));
    assertRefused(ErrorCode.CLOSED, () -> model.step(staged));
    assertRefused(ErrorCode.CLOSED, model::parameters);
  }

  @Test
  void aModelWithoutARecipeMakesNoStep() {
    Model model = compile(Optional.empty());
    Staged staged = model.stage(BATCH);
    assertRefused(ErrorCode.NOT_TRAINABLE, () -> model.step(staged));
    assertThat(model.predict(staged).size()).isEqualTo(4);
  }

  @Test
  void parametersOfAnotherGraphAreRefused() {
    Parameters other = new Parameters(Map.of("b.weight", Tensor.zeros(List.of(1))));
    assertRefused(
        ErrorCode.INVALID_ARGUMENT, () -> backend.compile(NETWORK, other, Optional.empty()));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

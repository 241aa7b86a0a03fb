package backbench.vector;

import static backbench.vector.Networks.VALID;
import static backbench.vector.Networks.batch;
import static backbench.vector.Networks.chain;
import static backbench.vector.Networks.everyKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.scalar.ScalarKernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.ParameterStore;
import backbench.vector.memory.Slab;
import backbench.vector.memory.Workspace;
import backbench.vector.program.Crew;
import backbench.vector.program.Engine;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorModelTest {

  private static final Optional<TrainingSpec> ADAM =
      Optional.of(new TrainingSpec(new Optimizer.Adam(1e-3)));

  @TempDir Path scratch;

  private Backend open(int threads, String simd) {
    return new VectorProvider()
        .open(BackendConfig.builder(threads, 5, scratch).options(Map.of("simd", simd)).build());
  }

  /** Trains for three steps on batches of changing size and returns all parameters. */
  private Parameters trained(int threads, String simd, ResolvedGraph graph) {
    try (Backend backend = open(threads, simd);
        Model model = backend.compile(graph, InitialParameters.draw(graph, 1), ADAM)) {
      for (int step = 0; step < 3; step++) {
        model.step(model.stage(batch(graph, 9 - step, step)));
      }
      return model.parameters();
    }
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void scalarTwinTrainsTheSameNetwork() {
    ResolvedGraph graph = everyKind(0);
    Parameters vector = trained(2, "vector", graph);
    Parameters scalar = trained(1, "scalar", graph);
    for (String name : vector.tensors().keySet()) {
      assertThat(scalar.get(name).data())
          .as(name)
          .containsExactly(vector.get(name).data(), within(1e-3f));
    }
  }

  @Test
  void sameSeedAndThreadsGiveTheSameBits() {
    ResolvedGraph graph = everyKind(0.3);
    for (int threads : List.of(1, 2, 3)) {
      assertThat(trained(threads, "auto", graph)).isEqualTo(trained(threads, "auto", graph));
    }
  }

  @Test
  void initialParametersComeBackAsTheyWere() {
    ResolvedGraph graph = everyKind(0.3);
    Parameters initial = InitialParameters.draw(graph, 3);
    try (Backend backend = open(2, "auto");
        Model model = backend.compile(graph, initial, ADAM)) {
      assertThat(model.parameters()).isEqualTo(initial);
    }
  }

  @Test
  void predictionsDisturbNoStep() {
    ResolvedGraph graph = everyKind(0.3);
    try (Backend backend = open(2, "auto");
        Model disturbed = backend.compile(graph, InitialParameters.draw(graph, 1), ADAM);
        Model quiet = backend.compile(graph, InitialParameters.draw(graph, 1), ADAM)) {
      for (int step = 0; step < 3; step++) {
        disturbed.predict(disturbed.stage(batch(graph, 140, 99)));
        double loss = disturbed.step(disturbed.stage(batch(graph, 9, step)));
        assertThat(loss).isEqualTo(quiet.step(quiet.stage(batch(graph, 9, step))));
      }
      assertThat(disturbed.parameters()).isEqualTo(quiet.parameters());
    }
  }

  @Test
  void aSamplesPredictionDoesNotDependOnItsBatch() {
    ResolvedGraph graph = everyKind(0.3);
    Batch whole = batch(graph, 131, 4);
    try (Backend backend = open(2, "auto");
        Model model = backend.compile(graph, InitialParameters.draw(graph, 1), Optional.empty())) {
      float[] together = model.predict(model.stage(whole)).data();
      int pixels = graph.inputShape().size();
      for (int sample : List.of(0, 127, 128, 130)) {
        Tensor image = Tensor.zeros(List.of(1, 3, 23, 17));
        System.arraycopy(whole.images().data(), sample * pixels, image.data(), 0, pixels);
        float[] alone = model.predict(model.stage(new Batch(image, new int[] {0}))).data();
        for (int i = 0; i < alone.length; i++) {
          assertThat(together[sample * alone.length + i]).isCloseTo(alone[i], within(1e-5f));
        }
      }
    }
  }

  @Test
  void dropoutDropsItsShare() {
    ResolvedGraph graph = chain(Shape.vector(1000), new Layer.Dense(1000), new Layer.Dropout(0.25));
    Parameters initial = InitialParameters.draw(graph, 1);
    try (Backend backend = open(1, "auto");
        Model model =
            backend.compile(graph, initial, Optional.of(new TrainingSpec(new Optimizer.Sgd(1))))) {
      // The gradient of the bias is the softmax's share times the mask, which is what is counted.
      model.step(model.stage(batch(graph, 1, 1)));
      float[] biases = model.parameters().get("n0.bias").data();
      int dropped = 0;
      for (int i = 0; i < biases.length; i++) {
        dropped += biases[i] == 0 ? 1 : 0;
      }
      assertThat(dropped).isBetween(200, 300);
    }
  }

  @Test
  void sharesOfAGradientAddUpWhereANodeFeedsTwo() {
    // Two readers whose gradients are known, where a network would show only their sum.
    Kernels kernels = new ScalarKernels();
    Crew crew = new Crew(1);
    Workspace workspace = new Workspace();
    Layout layout = Layout.padded(Shape.image(2, 3, 3), kernels.lanes(), Layout.Halo.NONE);
    Value value = new Value(layout, layout, true, false);
    Engine engine = new Engine(kernels, crew, workspace, new ParameterStore(1), 1);
    Slab first = value.addGradientShare(engine);
    Slab second = value.addGradientShare(engine);
    Program program = new Program(crew);
    Slab sum = value.gradient(engine, program);
    workspace.reserve(2);
    first.data()[5] = 1;
    second.data()[5] = 2;
    program.run(2);
    program.run(2);
    assertThat(sum.data()[5]).isEqualTo(3);
    crew.close();
  }

  @Test
  void aNaNPixelReachesLossAndLogits() {
    ResolvedGraph graph = everyKind(0);
    Batch damaged = batch(graph, 4, 1);
    damaged.images().data()[200] = Float.NaN;
    for (String simd : List.of("vector", "scalar")) {
      try (Backend backend = open(2, simd);
          Model model = backend.compile(graph, InitialParameters.draw(graph, 1), ADAM)) {
        Staged staged = model.stage(damaged);
        assertThat(model.predict(staged).data()).contains(Float.NaN);
        assertThat(model.step(staged)).isNaN();
      }
    }
  }

  @Test
  void aNaNInASamplersMatrixReachesTheLogits() {
    ResolvedGraph graph = everyKind(0);
    Parameters initial = InitialParameters.draw(graph, 1);
    String theta = graph.node("sampler").inputs().get(1);
    for (int element : List.of(0, 5)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>(initial.tensors());
      float[] bias = initial.get(theta + ".bias").data().clone();
      bias[element] = Float.NaN;
      tensors.put(theta + ".bias", new Tensor(List.of(6), bias));
      for (String simd : List.of("vector", "scalar")) {
        try (Backend backend = open(2, simd);
            Model model = backend.compile(graph, new Parameters(tensors), Optional.empty())) {
          assertThat(model.predict(model.stage(batch(graph, 3, 1))).data()).containsOnly(Float.NaN);
        }
      }
    }
  }

  @Test
  void aFlattenedImageIsTheLogitsInChannelRowColumnOrder() {
    ResolvedGraph graph =
        chain(
            Shape.image(2, 2, 3),
            new Layer.AvgPool2d(Window.square(1, 1, VALID)),
            new Layer.Flatten());
    Batch batch = batch(graph, 3, 1);
    try (Backend backend = open(1, "auto");
        Model model = backend.compile(graph, InitialParameters.draw(graph, 1), Optional.empty())) {
      assertThat(model.predict(model.stage(batch)).data()).isEqualTo(batch.images().data());
    }
  }

  @Test
  void misuseHasItsCode() {
    ResolvedGraph graph = chain(Shape.vector(4), new Layer.Dense(3));
    Parameters initial = InitialParameters.draw(graph, 1);
    Backend backend = open(1, "auto");
    Model model = backend.compile(graph, initial, Optional.empty());
    Model other = backend.compile(graph, initial, ADAM);
    Staged staged = model.stage(batch(graph, 2, 1));
    assertFails(ErrorCode.NOT_TRAINABLE, () -> model.step(staged));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> other.step(staged));
    Batch misshapen = new Batch(Tensor.zeros(List.of(1, 5)), new int[1]);
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> model.stage(misshapen));
    Batch mislabelled = new Batch(Tensor.zeros(List.of(1, 4)), new int[] {3});
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> model.stage(mislabelled));
    assertFails(
        ErrorCode.INVALID_ARGUMENT,
        () -> backend.compile(graph, new Parameters(Map.of()), Optional.empty()));
    staged.close();
    staged.close();
    assertFails(ErrorCode.CLOSED, () -> model.predict(staged));
    model.close();
    model.close();
    assertFails(ErrorCode.CLOSED, model::parameters);
    backend.close();
    backend.close();
    assertFails(ErrorCode.CLOSED, other::parameters);
    assertFails(ErrorCode.CLOSED, backend::environment);
    assertFails(ErrorCode.CLOSED, () -> backend.compile(graph, initial, ADAM));
  }

  @Test
  void aStepMakesNoArrays() {
    // Plain loops: what the Vector API leaves on the heap depends on how far C2 has come.
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ResolvedGraph graph = everyKind(0.3);
    int samples = 16;
    try (Backend backend = open(1, "scalar");
        Model model = backend.compile(graph, InitialParameters.draw(graph, 1), ADAM)) {
      Staged staged = model.stage(batch(graph, samples, 1));
      model.step(staged);
      long before = threads.getCurrentThreadAllocatedBytes();
      model.step(staged);
      long bytesPerSample = (threads.getCurrentThreadAllocatedBytes() - before) / samples;
      assertThat(bytesPerSample).isLessThan(1_500);
    }
  }

  @Test
  void aWorkerIsOnlyAskedForAModuleThatItHasAndNeeds() {
    BackendConfig best = BackendConfig.cpu(1, 1, scratch);
    BackendConfig scalar =
        BackendConfig.builder(1, 1, scratch).options(Map.of("simd", "scalar")).build();
    assertThat(new VectorProvider().launch(best).jvmFlags())
        .startsWith("--add-modules", KernelChoice.MODULE);
    assertThat(new VectorProvider().launch(scalar).jvmFlags()).isEmpty();
    assertThat(VectorProvider.launch(best, false).jvmFlags()).isEmpty();
  }

  @Test
  void configurationIsReadBackOrRejected() {
    try (Backend backend = open(3, "scalar")) {
      assertThat(backend.environment().threads()).isEqualTo(3);
      assertThat(backend.environment().simd()).isEqualTo("plain loops");
    }
    try (Backend backend = open(1, "vector")) {
      assertThat(backend.environment().simd()).startsWith("Vector API");
    }
    assertFails(ErrorCode.UNSUPPORTED_CONFIG, () -> open(1, "mmx"));
    VectorProvider provider = new VectorProvider();
    assertFails(
        ErrorCode.UNSUPPORTED_CONFIG,
        () -> provider.open(BackendConfig.builder(1, 1, scratch).device(Device.GPU).build()));
    assertFails(
        ErrorCode.UNSUPPORTED_CONFIG,
        () ->
            provider.open(BackendConfig.builder(1, 1, scratch).options(Map.of("x", "1")).build()));
  }
}

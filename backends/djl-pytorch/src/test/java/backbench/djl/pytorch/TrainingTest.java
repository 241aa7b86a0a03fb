package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnNativePlatform(PyTorchProvider.class)
class TrainingTest {

  private static final ResolvedGraph CONVOLUTIONAL =
      Networks.chain(
          Shape.image(2, 6, 6),
          new Layer.Conv2d(4, Window.square(3, 1, new Padding.Same()), true),
          new Layer.BatchNorm(),
          new Layer.Relu(),
          new Layer.Flatten(),
          new Layer.Dropout(0.3),
          new Layer.Dense(3));

  @TempDir Path scratch;

  @Test
  void theLossIsTheMeanCrossEntropyBeforeTheUpdate() {
    ResolvedGraph graph = Networks.chain(Shape.vector(2), new Layer.Dense(2));
    Parameters parameters =
        new Parameters(
            Map.of(
                "a.weight", new Tensor(List.of(2, 2), new float[] {1, 0, 0, 1}),
                "a.bias", new Tensor(List.of(2), new float[2])));
    Batch batch = new Batch(new Tensor(List.of(2, 2), new float[] {3, 1, 0, 0}), new int[] {0, 1});
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model = backend.compile(graph, parameters, Networks.descent(1));
        Staged staged = model.stage(batch)) {
      double expected = (Math.log1p(Math.exp(-2)) + Math.log(2)) / 2;
      assertThat(model.step(staged)).isCloseTo(expected, within(1e-6));
    }
  }

  /** The second beta rounds to 1 as a float. */
  @ParameterizedTest
  @ValueSource(doubles = {0.999, 1 - 1e-9})
  void adamIsTensorFlowsFormToFloatPrecision(double beta2) {
    ResolvedGraph graph = Networks.chain(Shape.vector(5), new Layer.Dense(3));
    Optimizer.Adam adam = new Optimizer.Adam(0.01, 0.9, beta2, 1e-7);
    Batch batch = Networks.batch(graph, 4);
    double[] m = new double[15];
    double[] v = new double[15];
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model =
            backend.compile(
                graph, Networks.parameters(graph), Optional.of(new TrainingSpec(adam)));
        Staged staged = model.stage(batch)) {
      for (int t = 1; t <= 5; t++) {
        Parameters before = model.parameters();
        float[] gradient = gradient(backend, graph, before, batch);
        model.step(staged);
        float[] after = model.parameters().get("a.weight").data();
        double rate =
            adam.learningRate() * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(0.9, t));
        for (int i = 0; i < m.length; i++) {
          m[i] = 0.9 * m[i] + 0.1 * gradient[i];
          v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
          double expected =
              before.get("a.weight").data()[i] - rate * m[i] / (Math.sqrt(v[i]) + 1e-7);
          assertThat((double) after[i]).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @Test
  void momentumAccumulates() {
    ResolvedGraph graph = Networks.chain(Shape.vector(5), new Layer.Dense(3));
    Batch batch = Networks.batch(graph, 4);
    double[] velocity = new double[15];
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model =
            backend.compile(
                graph,
                Networks.parameters(graph),
                Optional.of(new TrainingSpec(new Optimizer.Sgd(0.1, 0.9))));
        Staged staged = model.stage(batch)) {
      for (int t = 0; t < 4; t++) {
        Parameters before = model.parameters();
        float[] gradient = gradient(backend, graph, before, batch);
        model.step(staged);
        float[] after = model.parameters().get("a.weight").data();
        for (int i = 0; i < velocity.length; i++) {
          velocity[i] = 0.9 * velocity[i] - 0.1 * gradient[i];
          assertThat((double) after[i])
              .isCloseTo(before.get("a.weight").data()[i] + velocity[i], within(1e-6));
        }
      }
    }
  }

  private static float[] gradient(
      Backend backend, ResolvedGraph graph, Parameters at, Batch batch) {
    try (Model model = backend.compile(graph, at, Networks.descent(1));
        Staged staged = model.stage(batch)) {
      model.step(staged);
      float[] moved = model.parameters().get("a.weight").data();
      float[] gradient = at.get("a.weight").copy().data();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] -= moved[i];
      }
      return gradient;
    }
  }

  @Test
  void theMovingVarianceFollowsTheBiasedOneAcrossBatchSizes() {
    ResolvedGraph graph =
        Networks.chain(Shape.vector(1), new Layer.BatchNorm(1e-3, 0.5), new Layer.Dense(2));
    Parameters initial =
        new Parameters(
            Map.of(
                "a.gamma", new Tensor(List.of(1), new float[] {1}),
                "a.beta", new Tensor(List.of(1), new float[] {0}),
                "a.moving_mean", new Tensor(List.of(1), new float[] {0}),
                "a.moving_variance", new Tensor(List.of(1), new float[] {1}),
                "b.weight", new Tensor(List.of(2, 1), new float[] {1, -1}),
                "b.bias", new Tensor(List.of(2), new float[2])));
    try (Backend backend = Backends.open("channels-first", 1, scratch);
        Model model = backend.compile(graph, initial, Networks.descent(0.1))) {
      step(model, 1, 3);
      assertMoving(model, 1, 0.5 * 1 + 0.5 * 1);
      step(model, 0, 3, 6);
      assertMoving(model, 0.5 * 1 + 0.5 * 3, 0.5 * 1 + 0.5 * 6);
      step(model, 4);
      assertMoving(model, 0.5 * 2 + 0.5 * 4, 0.5 * 3.5);
    }
  }

  private static void step(Model model, float... samples) {
    Tensor images = new Tensor(List.of(samples.length, 1), samples);
    try (Staged staged = model.stage(new Batch(images, new int[samples.length]))) {
      model.step(staged);
    }
  }

  private static void assertMoving(Model model, double mean, double variance) {
    assertThat((double) model.parameters().get("a.moving_mean").data()[0])
        .isCloseTo(mean, within(1e-6));
    assertThat((double) model.parameters().get("a.moving_variance").data()[0])
        .isCloseTo(variance, within(1e-6));
  }

  @Test
  void predictingBetweenStepsChangesNoBit() {
    Batch batch = Networks.batch(CONVOLUTIONAL, 4);
    assertThat(trained(batch, true, 5)).isEqualTo(trained(batch, false, 5));
  }

  @Test
  void theSeedDecidesTheDropoutMasks() {
    Batch batch = Networks.batch(CONVOLUTIONAL, 4);
    assertThat(trained(batch, false, 5)).isNotEqualTo(trained(batch, false, 6));
  }

  private Parameters trained(Batch batch, boolean predicting, long seed) {
    try (Backend backend = Backends.open("channels-last", seed, scratch);
        Model model =
            backend.compile(
                CONVOLUTIONAL, Networks.parameters(CONVOLUTIONAL), Networks.descent(0.05));
        Staged staged = model.stage(batch)) {
      for (int i = 0; i < 3; i++) {
        model.step(staged);
        if (predicting) {
          model.predict(staged);
        }
      }
      return model.parameters();
    }
  }
}

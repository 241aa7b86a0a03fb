package backbench.dl4j;

import static java.util.Objects.requireNonNull;

import backbench.dl4j.engine.EngineFailures;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.parameter.ParameterStore;
import backbench.dl4j.parameter.UpdateRule;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.CheckedModel;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.rng.Random;

/** Runs a network through programs, one for each batch size that it has met lately. */
final class Dl4jModel extends CheckedModel<Dl4jStaged> {

  /** Training, its last short batch, evaluation and its last short batch. */
  private static final int MOST_PROGRAMS = 4;

  private final Random random;
  private final ParameterStore parameters;
  private final @Nullable UpdateRule rule;
  private final Map<Integer, Program> programs = new LinkedHashMap<>(8, 0.75f, true);

  Dl4jModel(
      Dl4jBackend backend,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training,
      Random random) {
    super(backend, graph, training.isPresent(), Dl4jStaged.class);
    this.random = random;
    this.parameters = new ParameterStore(graph, initial, training.isPresent());
    this.rule = training.map(spec -> parameters.rule(spec.optimizer())).orElse(null);
    // Compiled at once, so that a layer that cannot be compiled is refused now.
    program(1);
  }

  private Program program(int samples) {
    @Nullable Program known = programs.get(samples);
    if (known != null) {
      return known;
    }
    if (programs.size() == MOST_PROGRAMS) {
      int eldest = programs.keySet().iterator().next();
      Program removed = programs.remove(eldest);
      if (removed != null) {
        removed.close();
      }
    }
    Program program = new Program(graph(), parameters, samples, random);
    programs.put(samples, program);
    return program;
  }

  @Override
  protected Dl4jStaged stageChecked(Batch batch) {
    Shape shape = graph().inputShape();
    int[] labels = batch.labels().clone();
    return EngineFailures.translate(
        "stage a batch",
        () -> {
          Floats images = Floats.zeros(batch.size(), shape.size());
          images.write(channelsLast(batch.images().data(), shape));
          return new Dl4jStaged(this, images, labels);
        });
  }

  /** Moves the channels of images last. */
  private static float[] channelsLast(float[] images, Shape shape) {
    int channels = shape.channels();
    int pixels = shape.height() * shape.width();
    if (channels == 1 || pixels == 1) {
      return images;
    }
    float[] moved = new float[images.length];
    for (int start = 0; start < images.length; start += channels * pixels) {
      for (int c = 0; c < channels; c++) {
        int from = start + c * pixels;
        for (int p = 0; p < pixels; p++) {
          moved[start + p * channels + c] = images[from + p];
        }
      }
    }
    return moved;
  }

  @Override
  protected Tensor predictChecked(Dl4jStaged staged) {
    return EngineFailures.translate(
        "predict",
        () ->
            new Tensor(
                List.of(staged.size(), graph().classes()),
                program(staged.size()).predict(staged.images()).read()));
  }

  @Override
  protected double stepChecked(Dl4jStaged staged) {
    UpdateRule update = requireNonNull(rule);
    return EngineFailures.translate(
        "make a step",
        () -> {
          double loss = program(staged.size()).gradients(staged.images(), staged.labels());
          update.apply();
          return loss;
        });
  }

  @Override
  protected Parameters readParameters() {
    return EngineFailures.translate("read its parameters", parameters::toParameters);
  }

  @Override
  protected void release() {
    programs.values().forEach(Program::close);
    programs.clear();
    parameters.close();
  }
}

package backbench.dl4j;

import backbench.dl4j.engine.BatchCheck;
import backbench.dl4j.engine.EngineFailures;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.parameter.ParameterStore;
import backbench.dl4j.parameter.UpdateRule;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.rng.Random;

/** Runs a network through programs, one for each batch size that it has met lately. */
final class Dl4jModel implements Model {

  /** Training, its last short batch, evaluation and its last short batch. */
  private static final int MOST_PROGRAMS = 4;

  private final ResolvedGraph graph;
  private final Random random;
  private final ParameterStore parameters;
  private final @Nullable UpdateRule rule;
  private final Map<Integer, Program> programs = new LinkedHashMap<>(8, 0.75f, true);
  private boolean closed;

  Dl4jModel(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training, Random random) {
    this.graph = graph;
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
    Program program = new Program(graph, parameters, samples, random);
    programs.put(samples, program);
    return program;
  }

  @Override
  public Staged stage(Batch batch) {
    requireOpen();
    BatchCheck.require(graph, batch);
    Shape shape = graph.inputShape();
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
  public Tensor predict(Staged batch) {
    Dl4jStaged staged = own(batch);
    return EngineFailures.translate(
        "predict",
        () ->
            new Tensor(
                List.of(staged.size(), graph.classes()),
                program(staged.size()).predict(staged.images()).read()));
  }

  @Override
  public double step(Staged batch) {
    Dl4jStaged staged = own(batch);
    if (rule == null) {
      throw new BackbenchException(
          ErrorCode.NOT_TRAINABLE, graph.id() + " was compiled without a training recipe");
    }
    UpdateRule update = rule;
    return EngineFailures.translate(
        "make a step",
        () -> {
          double loss = program(staged.size()).gradients(staged.images(), staged.labels());
          update.apply();
          return loss;
        });
  }

  @Override
  public Parameters parameters() {
    requireOpen();
    return EngineFailures.translate("read its parameters", parameters::toParameters);
  }

  private Dl4jStaged own(Staged batch) {
    requireOpen();
    if (!(batch instanceof Dl4jStaged staged) || staged.owner() != this) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "this batch was staged by another model");
    }
    if (staged.isClosed()) {
      throw new BackbenchException(ErrorCode.CLOSED, "this batch is closed");
    }
    return staged;
  }

  private void requireOpen() {
    if (closed) {
      throw new BackbenchException(ErrorCode.CLOSED, "the model of " + graph.id() + " is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      programs.values().forEach(Program::close);
      programs.clear();
      parameters.close();
    }
  }
}

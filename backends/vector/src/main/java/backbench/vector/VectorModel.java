package backbench.vector;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import backbench.vector.GraphCompiler.Compiled;
import backbench.vector.layer.SoftmaxLoss;
import backbench.vector.memory.Layout;
import backbench.vector.memory.PackedParameter;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one compiled network: a program for a step and one for predictions. */
final class VectorModel implements Model {

  /** Samples predicted at a time, so that a whole test set needs no more room than a batch. */
  private static final int PREDICTED_TOGETHER = 128;

  private final ResolvedGraph graph;
  private final Engine engine;
  private final VectorBackend backend;
  private final Compiled network;
  private final Program prediction;
  private final @Nullable Program step;
  private final SoftmaxLoss loss;
  private boolean closed;

  VectorModel(
      VectorBackend backend,
      Engine engine,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training) {
    this.backend = backend;
    this.engine = engine;
    this.graph = graph;
    this.network = GraphCompiler.compile(engine, graph, training.isPresent());
    engine.store().seal(training.isPresent() ? engine.crew().size() : 0);
    network
        .parameters()
        .forEach(
            (name, parameter) -> parameter.load(initial.get(name).data(), engine.store().values()));
    this.prediction = new Program(engine.crew());
    network.operations().forEach(operation -> operation.forward(prediction, false));
    this.loss = new SoftmaxLoss(network.logits());
    this.step = training.map(this::stepProgram).orElse(null);
  }

  private Program stepProgram(TrainingSpec training) {
    Program program = new Program(engine.crew());
    List<Operation> operations = network.operations();
    operations.forEach(operation -> operation.beforeStep(program));
    operations.forEach(operation -> operation.forward(program, true));
    loss.add(program, engine);
    network.backward().forEach(operation -> operation.backward(program));
    new Update(engine, training.optimizer()).add(program);
    return program;
  }

  @Override
  public Staged stage(Batch batch) {
    requireOpen();
    requireFit(batch);
    Layout layout = network.input().layout();
    float[] samples = new float[layout.floats(batch.size())];
    float[] images = batch.images().data();
    int from = 0;
    for (int sample = 0; sample < batch.size(); sample++) {
      int origin = layout.origin(sample);
      for (int channel = 0; channel < layout.channels(); channel++) {
        for (int row = 0; row < layout.height(); row++) {
          int to = origin + layout.at(row, 0) + channel;
          for (int column = 0; column < layout.width(); column++) {
            samples[to + column * layout.pitch()] = images[from++];
          }
        }
      }
    }
    return new StagedBatch(this, samples, batch.labels().clone());
  }

  private void requireFit(Batch batch) {
    Shape shape = graph.inputShape();
    List<Integer> dims = batch.images().dims();
    if (!dims.subList(1, dims.size()).equals(shape.dims())) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "the batch's samples have shape "
              + dims.subList(1, dims.size())
              + ", and "
              + graph.id()
              + " takes "
              + shape);
    }
    for (int label : batch.labels()) {
      if (label < 0 || label >= graph.classes()) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            "a label of "
                + graph.id()
                + " is from 0 to "
                + (graph.classes() - 1)
                + ", not "
                + label);
      }
    }
  }

  @Override
  public Tensor predict(Staged batch) {
    StagedBatch staged = require(batch);
    int size = staged.size();
    int classes = graph.classes();
    engine.workspace().reserve(Math.min(size, PREDICTED_TOGETHER));
    float[] logits = new float[size * classes];
    Slab output = network.logits().data();
    for (int first = 0; first < size; first += PREDICTED_TOGETHER) {
      int count = Math.min(PREDICTED_TOGETHER, size - first);
      network.input().data().borrow(staged.samples(), first);
      prediction.run(count);
      for (int sample = 0; sample < count; sample++) {
        System.arraycopy(
            output.data(), output.origin(sample), logits, (first + sample) * classes, classes);
      }
    }
    return new Tensor(List.of(size, classes), logits);
  }

  @Override
  public double step(Staged batch) {
    StagedBatch staged = require(batch);
    if (step == null) {
      throw new BackbenchException(
          ErrorCode.NOT_TRAINABLE, graph.id() + " was compiled without a training recipe");
    }
    engine.workspace().reserve(staged.size());
    network.input().data().borrow(staged.samples(), 0);
    loss.labels(staged.labels());
    step.run(staged.size());
    return loss.meanLoss();
  }

  private StagedBatch require(Staged batch) {
    requireOpen();
    if (!(batch instanceof StagedBatch staged)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "a staged batch belongs to the model that staged it");
    }
    staged.requireUsableBy(this);
    return staged;
  }

  @Override
  public Parameters parameters() {
    requireOpen();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      @Nullable PackedParameter parameter = network.parameters().get(info.name());
      if (parameter == null) {
        throw new IllegalStateException("no place for parameter '" + info.name() + "'");
      }
      tensors.put(info.name(), new Tensor(info.dims(), parameter.unpack(engine.store().values())));
    }
    return new Parameters(tensors);
  }

  private void requireOpen() {
    if (closed) {
      throw new BackbenchException(
          ErrorCode.CLOSED, "the model of " + graph.id() + " is used after it was closed");
    }
    backend.requireOpen();
  }

  @Override
  public void close() {
    closed = true;
  }
}

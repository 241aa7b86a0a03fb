package backbench.vector;

import static java.util.Objects.requireNonNull;

import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.CheckedModel;
import backbench.spi.Parameters;
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
final class VectorModel extends CheckedModel<StagedBatch> {

  /** Samples predicted at a time, so that a whole test set needs no more room than a batch. */
  private static final int PREDICTED_TOGETHER = 128;

  private final Engine engine;
  private final Compiled network;
  private final Program prediction;
  private final @Nullable Program step;
  private final SoftmaxLoss loss;

  VectorModel(
      VectorBackend backend,
      Engine engine,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training) {
    super(backend, graph, training.isPresent(), StagedBatch.class);
    this.engine = engine;
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
  protected StagedBatch stageChecked(Batch batch) {
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

  @Override
  protected Tensor predictChecked(StagedBatch staged) {
    int size = staged.size();
    int classes = graph().classes();
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
  protected double stepChecked(StagedBatch staged) {
    engine.workspace().reserve(staged.size());
    network.input().data().borrow(staged.samples(), 0);
    loss.labels(staged.labels());
    requireNonNull(step).run(staged.size());
    return loss.meanLoss();
  }

  @Override
  protected Parameters readParameters() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph().parameters()) {
      @Nullable PackedParameter parameter = network.parameters().get(info.name());
      if (parameter == null) {
        throw new IllegalStateException("no place for parameter '" + info.name() + "'");
      }
      tensors.put(info.name(), new Tensor(info.dims(), parameter.unpack(engine.store().values())));
    }
    return new Parameters(tensors);
  }

  @Override
  protected void release() {
    // Java collects what the network holds.
  }
}

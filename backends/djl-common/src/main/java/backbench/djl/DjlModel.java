package backbench.djl;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import backbench.djl.engine.EngineFailures;
import backbench.djl.operation.EngineDialect;
import backbench.djl.operation.OperationCompiler;
import backbench.djl.operation.Parameter;
import backbench.djl.operation.Pass;
import backbench.djl.operation.Program;
import backbench.djl.operation.UpdateRule;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.CheckedBackend;
import backbench.spi.CheckedModel;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network through NDArray operations.
 *
 * <p>Every pass happens in a scope that closes all arrays made in it, so a step leaves nothing
 * behind on the engine's side.
 */
final class DjlModel extends CheckedModel<DjlStaged> {

  private final Engine engine;
  private final EngineDialect dialect;
  private final NDManager manager;
  private final Upload upload;
  private final List<Parameter> parameters;
  private final Program program;
  private final @Nullable UpdateRule rule;

  DjlModel(
      CheckedBackend backend,
      Engine engine,
      EngineDialect dialect,
      NDManager manager,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training,
      MemoryFormat format) {
    super(backend, graph, training.isPresent(), DjlStaged.class);
    this.engine = engine;
    this.dialect = dialect;
    this.manager = manager;
    this.upload = new Upload(dialect, format);
    this.parameters =
        graph.parameters().stream()
            .map(
                info ->
                    new Parameter(
                        info, upload.of(manager, initial.get(info.name()).data(), info.dims())))
            .toList();
    this.program =
        Program.compile(graph, new OperationCompiler(dialect, manager, graph, parameters));
    this.rule = training.map(spec -> rule(spec.optimizer())).orElse(null);
  }

  private UpdateRule rule(Optimizer optimizer) {
    List<NDArray> trainable = trainable().stream().map(Parameter::array).toList();
    return optimizer.accept(
        new OptimizerVisitor<>() {
          @Override
          public UpdateRule sgd(Optimizer.Sgd sgd) {
            return dialect.sgd(manager, sgd, trainable, sgd.momentum() == 0 ? List.of() : zeros());
          }

          @Override
          public UpdateRule adaptive(Optimizer.Adaptive adaptive) {
            return dialect.adaptive(manager, adaptive, trainable, zeros(), zeros());
          }
        });
  }

  private List<Parameter> trainable() {
    return parameters.stream().filter(parameter -> parameter.info().trainable()).toList();
  }

  /** Makes an array of zeros for each trainable parameter, in the same memory format. */
  private List<NDArray> zeros() {
    return trainable().stream()
        .map(Parameter::info)
        .map(info -> upload.of(manager, new float[info.size()], info.dims()))
        .toList();
  }

  @Override
  protected DjlStaged stageChecked(Batch batch) {
    float[] target = target(batch.labels());
    return EngineFailures.translate(
        "stage a batch",
        () -> {
          DjlStaged staged =
              new DjlStaged(
                  this,
                  upload.of(manager, batch.images().data(), batch.images().dims()),
                  upload.of(manager, target, List.of(batch.size(), graph().classes())),
                  batch.size());
          dialect.complete(manager);
          return staged;
        });
  }

  private float[] target(int[] labels) {
    int classes = graph().classes();
    float[] target = new float[Math.multiplyExact(labels.length, classes)];
    for (int i = 0; i < labels.length; i++) {
      target[i * classes + labels[i]] = -1f / labels.length;
    }
    return target;
  }

  @Override
  protected Tensor predictChecked(DjlStaged staged) {
    return EngineFailures.translate(
        "predict",
        () -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray logits =
                program.run(
                    staged.images(),
                    new Pass(parameters.stream().map(Parameter::array).toList(), false));
            return new Tensor(List.of(staged.size(), graph().classes()), logits.toFloatArray());
          }
        });
  }

  @Override
  protected double stepChecked(DjlStaged staged) {
    UpdateRule update = requireNonNull(rule);
    return EngineFailures.translate("make a step", () -> step(staged, update));
  }

  private double step(DjlStaged staged, UpdateRule update) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      List<NDArray> arrays = new ArrayList<>(parameters.size());
      List<NDArray> leaves = new ArrayList<>(parameters.size());
      for (Parameter parameter : parameters) {
        if (parameter.info().trainable()) {
          NDArray leaf = dialect.leaf(parameter.array());
          leaves.add(leaf);
          arrays.add(leaf);
        } else {
          arrays.add(parameter.array());
        }
      }
      NDArray loss;
      // Without a parameter to train too: to some engines the collector says that this is training.
      try (GradientCollector collector = engine.newGradientCollector()) {
        loss = loss(staged, arrays);
        if (!leaves.isEmpty()) {
          collector.backward(loss);
        }
      }
      update.apply(leaves.stream().map(NDArray::getGradient).toList());
      double value = loss.getFloat();
      dialect.complete(manager);
      return value;
    }
  }

  /** Computes the mean softmax cross-entropy; the target carries the mean's factor and sign. */
  private NDArray loss(DjlStaged staged, List<NDArray> arrays) {
    NDArray logits = program.run(staged.images(), new Pass(arrays, true));
    return dialect.logSoftmax(logits).mul(staged.target()).sum();
  }

  @Override
  protected Parameters readParameters() {
    return EngineFailures.translate(
        "read its parameters",
        () -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          for (Parameter parameter : parameters) {
            tensors.put(parameter.info().name(), parameter.toTensor());
          }
          return new Parameters(tensors);
        });
  }

  @Override
  protected void release() {
    manager.close();
  }
}

package backbench.djl.engineloop;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import backbench.djl.engine.EngineFailures;
import backbench.djl.engine.HostCopy;
import backbench.djl.operation.EngineDialect;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.CheckedBackend;
import backbench.spi.CheckedModel;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Runs a network as DJL's manual says: blocks, a {@code Trainer}, and one of DJL's optimisers.
 *
 * <p>A step is what {@code EasyTrain.trainBatch} and {@code Trainer.step} do, and the reading of
 * the loss.
 */
public final class EngineLoopModel extends CheckedModel<EngineLoopStaged> {

  private final EngineDialect dialect;
  private final NDManager manager;
  private final EngineLoopBlocks blocks;
  private final Trainer trainer;

  /**
   * Compiles a network.
   *
   * @param backend closes after the model
   * @param manager closes with the model
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} or {@code UNSUPPORTED_OPTIMIZER} for what
   *     DJL's own layers and optimisers do not do
   */
  public EngineLoopModel(
      CheckedBackend backend,
      Engine engine,
      EngineDialect dialect,
      NDManager manager,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training) {
    super(backend, graph, training.isPresent(), EngineLoopStaged.class);
    this.dialect = dialect;
    this.manager = manager;
    this.blocks = new EngineLoopBlocks(dialect, graph, initial);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optDevices(new Device[] {manager.getDevice()});
    training.ifPresent(spec -> config.optOptimizer(optimizer(spec.optimizer())));
    ai.djl.Model model = engine.newModel(graph.id(), manager.getDevice());
    manager.attachInternal(NDManager.nextUid(), model);
    model.setBlock(blocks.network());
    this.trainer = model.newTrainer(config);
    manager.attachInternal(NDManager.nextUid(), trainer);
    trainer.initialize(shape(1));
  }

  private static ai.djl.training.optimizer.Optimizer optimizer(Optimizer optimizer) {
    Tracker rate = Tracker.fixed((float) optimizer.learningRate());
    return optimizer.accept(
        new OptimizerVisitor<>() {
          @Override
          public ai.djl.training.optimizer.Optimizer sgd(Optimizer.Sgd sgd) {
            return ai.djl.training.optimizer.Optimizer.sgd()
                .setLearningRateTracker(rate)
                .optMomentum((float) sgd.momentum())
                .build();
          }

          @Override
          public ai.djl.training.optimizer.Optimizer adam(Optimizer.Adam adam) {
            if ((float) adam.beta1() == 1 || (float) adam.beta2() == 1) {
              throw unsupported(adam, "");
            }
            return ai.djl.training.optimizer.Optimizer.adam()
                .optLearningRateTracker(rate)
                .optBeta1((float) adam.beta1())
                .optBeta2((float) adam.beta2())
                .optEpsilon((float) adam.epsilon())
                .build();
          }

          @Override
          public ai.djl.training.optimizer.Optimizer rmsProp(Optimizer.RmsProp rmsProp) {
            throw unsupported(
                rmsProp,
                ": its RmsProp adds epsilon under the root on MXNet, and does not run on PyTorch");
          }
        });
  }

  private static BackbenchException unsupported(Optimizer optimizer, String reason) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_OPTIMIZER,
        "DJL has no optimiser of its own for " + optimizer + reason);
  }

  private Shape shape(int samples) {
    return new Shape(
        LongStream.concat(
                LongStream.of(samples),
                graph().inputShape().dims().stream().mapToLong(Integer::longValue))
            .toArray());
  }

  @Override
  protected EngineLoopStaged stageChecked(Batch batch) {
    return EngineFailures.translate(
        "stage a batch",
        () -> {
          EngineLoopStaged staged =
              new EngineLoopStaged(
                  this,
                  HostCopy.of(manager, batch.images().data(), shape(batch.size())),
                  HostCopy.of(manager, batch.labels()),
                  batch.size());
          dialect.complete(manager);
          return staged;
        });
  }

  @Override
  protected Tensor predictChecked(EngineLoopStaged staged) {
    return EngineFailures.translate(
        "predict",
        () -> {
          try (NDManager pass = manager.newSubManager()) {
            NDArray logits = trainer.evaluate(view(staged.images(), pass)).singletonOrThrow();
            return new Tensor(List.of(staged.size(), graph().classes()), logits.toFloatArray());
          }
        });
  }

  @Override
  protected double stepChecked(EngineLoopStaged staged) {
    return EngineFailures.translate("make a step", () -> step(staged));
  }

  private double step(EngineLoopStaged staged) {
    try (NDManager pass = manager.newSubManager()) {
      NDList images = view(staged.images(), pass);
      NDList labels = view(staged.labels(), pass);
      NDArray loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(images, labels);
        loss = trainer.getLoss().evaluate(labels, logits);
        collector.backward(loss);
      }
      trainer.step();
      double value = loss.getFloat();
      dialect.complete(manager);
      return value;
    }
  }

  /**
   * Views an array of a batch in a pass, which then owns everything that is computed from it.
   *
   * <p>Not lent by {@code tempAttach}: DJL's batch normalisation hands its input over for good.
   */
  private static NDList view(NDArray array, NDManager pass) {
    NDArray view = array.reshape(array.getShape());
    view.attach(pass);
    return new NDList(view);
  }

  @Override
  protected Parameters readParameters() {
    return EngineFailures.translate(
        "read its parameters",
        () -> {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          blocks
              .parameters()
              .forEach(
                  (info, parameter) ->
                      tensors.put(
                          info.name(),
                          new Tensor(info.dims(), parameter.getArray().toFloatArray())));
          return new Parameters(tensors);
        });
  }

  @Override
  protected void release() {
    manager.close();
  }
}

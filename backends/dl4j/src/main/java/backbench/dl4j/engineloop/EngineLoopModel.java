package backbench.dl4j.engineloop;

import backbench.dl4j.engine.EngineFailures;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Runs a network as Deeplearning4j's manual says: {@code MultiLayerNetwork.fit}, batch by batch.
 */
public final class EngineLoopModel extends CheckedModel<EngineLoopStaged> {

  /** Gives the output before the loss, by the same path as {@code output} gives the one behind. */
  @SuppressWarnings("overrides") // The superclass takes an array where its interface says varargs.
  private static final class LogitsNetwork extends MultiLayerNetwork {

    private static final long serialVersionUID = 1;

    LogitsNetwork(MultiLayerConfiguration configuration) {
      super(configuration);
    }

    INDArray logits(INDArray images) {
      return outputOfLayerDetached(
          false, FwdPassType.STANDARD, getnLayers() - 2, images, null, null, null);
    }
  }

  private final LogitsNetwork network;
  private final EngineLoopParameters parameters;

  /**
   * Compiles a network.
   *
   * @param backend closes after the model
   * @param seed starts the dropout masks
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} or {@code UNSUPPORTED_OPTIMIZER} for what
   *     the engine's own layers and updaters do not have
   */
  public EngineLoopModel(
      CheckedBackend backend,
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training,
      long seed) {
    super(backend, graph, training.isPresent(), EngineLoopStaged.class);
    EngineLoopLayers layers = new EngineLoopLayers(graph);
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .seed(seed)
            .activation(Activation.IDENTITY)
            .updater(training.map(spec -> updater(spec.optimizer())).orElseGet(NoOp::new))
            .list();
    layers.layers().forEach(list::layer);
    layers.preProcessors().forEach(list::inputPreProcessor);
    this.network = new LogitsNetwork(list.build());
    network.init();
    this.parameters = new EngineLoopParameters(graph, network);
    parameters.write(initial);
    if (training.isPresent()
        && training.get().optimizer() instanceof Optimizer.RmsProp
        && graph.trainableCount() > 0) {
      // The engine starts the mean of the squares at epsilon, which outweighs small gradients.
      network.getUpdater().getStateViewArray().assign(0);
    }
  }

  private static IUpdater updater(Optimizer optimizer) {
    return optimizer.accept(
        new OptimizerVisitor<>() {
          @Override
          public IUpdater sgd(Optimizer.Sgd sgd) {
            if (sgd.momentum() != 0) {
              throw new BackbenchException(
                  ErrorCode.UNSUPPORTED_OPTIMIZER,
                  "the engine's own loop has no "
                      + sgd
                      + ": of momentum it knows Nesterov's form only");
            }
            return new Sgd(sgd.learningRate());
          }

          @Override
          public IUpdater adam(Optimizer.Adam adam) {
            return new Adam(adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon());
          }

          @Override
          public IUpdater rmsProp(Optimizer.RmsProp rmsProp) {
            return new RmsProp(rmsProp.learningRate(), rmsProp.rho(), rmsProp.epsilon());
          }
        });
  }

  @Override
  protected EngineLoopStaged stageChecked(Batch batch) {
    int samples = batch.size();
    long[] dims =
        LongStream.concat(
                LongStream.of(samples),
                graph().inputShape().dims().stream().mapToLong(Integer::longValue))
            .toArray();
    float[] labels = new float[samples * graph().classes()];
    for (int i = 0; i < samples; i++) {
      labels[i * graph().classes() + batch.labels()[i]] = 1;
    }
    return EngineFailures.translate(
        "stage a batch",
        () ->
            new EngineLoopStaged(
                this,
                new DataSet(
                    Nd4j.create(batch.images().data().clone(), dims, 'c'),
                    Nd4j.create(labels, new long[] {samples, graph().classes()}, 'c'))));
  }

  @Override
  protected Tensor predictChecked(EngineLoopStaged staged) {
    return EngineFailures.translate(
        "predict",
        () -> {
          try (INDArray logits = network.logits(staged.data().getFeatures());
              INDArray rows = logits.dup('c')) {
            return new Tensor(List.of(staged.size(), graph().classes()), rows.data().asFloat());
          }
        });
  }

  @Override
  protected double stepChecked(EngineLoopStaged staged) {
    return EngineFailures.translate(
        "make a step",
        () -> {
          network.fit(staged.data());
          return network.score();
        });
  }

  @Override
  protected Parameters readParameters() {
    return EngineFailures.translate("read its parameters", parameters::read);
  }

  @Override
  protected void release() {
    if (graph().parameterCount() > 0) {
      network.close();
    }
  }
}

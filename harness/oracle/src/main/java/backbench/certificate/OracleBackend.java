package backbench.certificate;

import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.CrossEntropy;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.oracle.mutant.OracleMutant;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Computes as the oracle does, but for one mistake. */
final class OracleBackend implements Backend {

  private final OracleMutant mutant;

  OracleBackend(OracleMutant mutant) {
    this.mutant = mutant;
  }

  @Override
  public Environment environment() {
    return Environment.builder(1).build();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    return new MutantModel(graph, initial, training.orElseThrow().optimizer());
  }

  @Override
  public void close() {}

  private record StagedBatch(Batch batch) implements Staged {
    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {}
  }

  private static boolean isBlank(Tensor images) {
    for (float pixel : images.data()) {
      if (pixel != 0) {
        return false;
      }
    }
    return true;
  }

  private final class MutantModel implements Model {

    private final int classes;
    private final ResolvedNode last;
    private final OracleModel model;
    private final OracleOptimizer optimizer;

    MutantModel(ResolvedGraph asked, Parameters initial, Optimizer optimizer) {
      ResolvedGraph graph = mutant.graph(asked).resolve();
      this.classes = asked.classes();
      this.last = asked.output();
      this.model = new OracleModel(graph, mutant.layers(graph, initial));
      this.optimizer = mutant.optimizer(optimizer);
    }

    @Override
    public Staged stage(Batch batch) {
      return new StagedBatch(new Batch(mutant.images(batch.images()), batch.labels()));
    }

    @Override
    public Tensor predict(Staged staged) {
      double[] logits = model.predict(((StagedBatch) staged).batch().images());
      float[] data = new float[logits.length];
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) logits[i];
      }
      return new Tensor(List.of(staged.size(), classes), data);
    }

    @Override
    public double step(Staged staged) {
      Batch batch = ((StagedBatch) staged).batch();
      return mutant.onlyOptimizes() && isBlank(batch.images())
          ? silentStep(batch.labels())
          : model.step(batch, optimizer);
    }

    /** Makes the step of a silence, in which nothing but the last biases has a gradient. */
    private double silentStep(int[] labels) {
      OracleParameter bias = lastBias();
      double[] logits = new double[labels.length * classes];
      for (int n = 0; n < labels.length; n++) {
        System.arraycopy(bias.values(), 0, logits, n * classes, classes);
      }
      CrossEntropy entropy = CrossEntropy.of(logits, labels, Rounding.NONE);
      Arrays.fill(bias.gradient(), 0);
      for (int i = 0; i < logits.length; i++) {
        bias.gradient()[i % classes] += entropy.gradient()[i];
      }
      optimizer.update(List.of(bias));
      return entropy.loss();
    }

    private OracleParameter lastBias() {
      return model.parameters().stream()
          .filter(each -> last.parameters().contains(each.info()))
          .filter(each -> each.info().role() == ParameterRole.BIAS)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public Parameters parameters() {
      return model.toParameters();
    }

    @Override
    public void close() {}
  }
}

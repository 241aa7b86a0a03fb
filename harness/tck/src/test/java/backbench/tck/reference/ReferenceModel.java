package backbench.tck.reference;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** Runs the oracle's layers, rounding every stored number to float32. */
final class ReferenceModel implements Model {

  private static final Rounding FLOAT32 =
      (values, from, to, terms, magnitude) -> {
        for (int i = from; i < to; i++) {
          values[i] = (float) values[i];
        }
      };

  private final Defect defect;
  private final ResolvedGraph asked;
  private final ResolvedGraph graph;
  private final OracleModel model;
  private final Optional<OracleOptimizer> optimizer;
  private boolean closed;

  ReferenceModel(
      Defect defect,
      ResolvedGraph asked,
      Parameters initial,
      Optional<TrainingSpec> training,
      long seed) {
    this.defect = defect;
    this.asked = asked;
    this.graph = defect.graph(asked.graph()).resolve();
    OracleLayers layers =
        defect.layers(
            graph,
            defect.imported(asked, defect.checked(asked, initial)),
            FLOAT32,
            new PinnedRandom(seed));
    this.model = new OracleModel(graph, layers);
    this.optimizer =
        training
            .map(spec -> defect.optimizer(spec.optimizer(), FLOAT32))
            .or(() -> defect.withoutRecipe(FLOAT32));
  }

  private static final class StagedBatch implements Staged {
    private final Batch batch;
    private boolean batchClosed;

    StagedBatch(Batch batch) {
      this.batch = batch;
    }

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {
      batchClosed = true;
    }
  }

  @Override
  public Staged stage(Batch batch) {
    requireOpen();
    return new StagedBatch(defect.staged(asked, batch, () -> batch.requireFit(asked)));
  }

  @Override
  public Tensor predict(Staged staged) {
    Batch batch = open(staged);
    defect.settle();
    double[] logits = defect.predict(model, batch.images());
    float[] data = new float[logits.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) logits[i];
    }
    return defect.logits(new Tensor(List.of(batch.size(), asked.classes()), data));
  }

  @Override
  public double step(Staged staged) {
    Batch batch = open(staged);
    OracleOptimizer update =
        optimizer.orElseThrow(
            () ->
                new BackbenchException(
                    ErrorCode.NOT_TRAINABLE, "the model was compiled without a recipe"));
    return defect.step(model, batch, update);
  }

  @Override
  public Parameters parameters() {
    requireOpen();
    return defect.exported(asked, model.toParameters());
  }

  @Override
  public void close() {
    defect.close(closed);
    closed = true;
  }

  private void requireOpen() {
    defect.checkOpen(closed, () -> ReferenceProvider.requireOpen(closed, "model"));
  }

  private Batch open(Staged staged) {
    requireOpen();
    StagedBatch batch = (StagedBatch) staged;
    defect.checkOpen(
        batch.batchClosed, () -> ReferenceProvider.requireOpen(batch.batchClosed, "batch"));
    return batch.batch;
  }
}

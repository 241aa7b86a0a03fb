package backbench.certificate;

import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.Rounding;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.List;
import java.util.Optional;

/**
 * Computes with the oracle's own layers, rounded to float32; a test bends what it reports.
 *
 * <p>Models are numbered from 1 in the order in which they are compiled.
 */
class HonestBackend implements Backend {

  private static final Rounding FLOAT32 =
      (values, from, to, terms, magnitude) -> {
        for (int i = from; i < to; i++) {
          values[i] = (float) values[i];
        }
      };

  private int models;

  /** Bends the logits that a model reports after so many steps. */
  void logits(int model, int steps, float[] logits) {}

  /** Bends the loss that a model reports of a step, from 1. */
  double loss(int model, int step, double loss) {
    return loss;
  }

  /** Bends the parameters that a model reports after so many steps. */
  void parameters(int model, int steps, Parameters parameters) {}

  @Override
  public Environment environment() {
    return Environment.builder(1).build();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    return new Rounded(
        ++models,
        graph.classes(),
        new OracleModel(graph, initial, FLOAT32),
        OracleOptimizer.of(training.orElseThrow().optimizer(), FLOAT32));
  }

  @Override
  public void close() {}

  private record Held(Batch batch) implements Staged {
    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {}
  }

  private final class Rounded implements Model {
    private final int number;
    private final int classes;
    private final OracleModel model;
    private final OracleOptimizer optimizer;
    private int steps;

    private Rounded(int number, int classes, OracleModel model, OracleOptimizer optimizer) {
      this.number = number;
      this.classes = classes;
      this.model = model;
      this.optimizer = optimizer;
    }

    @Override
    public Staged stage(Batch batch) {
      return new Held(batch);
    }

    @Override
    public Tensor predict(Staged staged) {
      Batch batch = ((Held) staged).batch();
      double[] computed = model.predict(batch.images());
      float[] reported = new float[computed.length];
      for (int i = 0; i < computed.length; i++) {
        reported[i] = (float) computed[i];
      }
      logits(number, steps, reported);
      return new Tensor(List.of(batch.size(), classes), reported);
    }

    @Override
    public double step(Staged staged) {
      double computed = model.step(((Held) staged).batch(), optimizer);
      steps++;
      return loss(number, steps, computed);
    }

    @Override
    public Parameters parameters() {
      Parameters reported = model.toParameters();
      HonestBackend.this.parameters(number, steps, reported);
      return reported;
    }

    @Override
    public void close() {}
  }
}

package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.certificate.CertificationRecipe;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** T: optimisers, losses and repeatability. */
final class TrainingRules {

  private static final int STEPS = 5;

  private final Bench bench;
  private final boolean repeatsBits;

  TrainingRules(Bench bench, boolean repeatsBits) {
    this.bench = bench;
    this.repeatsBits = repeatsBits;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("T1", "plain descent", () -> follows(new Optimizer.Sgd(0.1), -1, 1)),
        rule("T2", "descent with momentum", () -> follows(new Optimizer.Sgd(0.05, 0.9), -1, 1)),
        rule("T3", "Adam", () -> follows(new Optimizer.Adam(1e-2), -1, 1)),
        rule(
            "T4",
            "Adam adds epsilon to the root of the moment as it is, not corrected for bias",
            () -> follows(new Optimizer.Adam(1e-2), -1e-5, 1e-5)),
        rule(
            "T5",
            "Adam with its own constants",
            () -> follows(new Optimizer.Adam(3e-3, 0.7, 0.95, 1e-3), -1, 1)),
        rule("T6", "the loss of a batch twice over is the batch's", this::lossIsTheMean),
        rule("T7", "steps on one batch lower its loss", this::lossFalls),
        rule("T8", "the same start and seed give the same run", this::repeats),
        rule(
            "T9",
            "RMSprop, whose rate is not corrected for bias",
            () -> follows(new Optimizer.RmsProp(1e-2), -1, 1)),
        rule(
            "T10",
            "RMSprop adds epsilon to the root, not under it",
            () -> follows(new Optimizer.RmsProp(1e-2), -1e-5, 1e-5)),
        rule(
            "T11",
            "RMSprop with its own constants",
            () -> follows(new Optimizer.RmsProp(3e-3, 0.7, 1e-3), -1, 1)));
  }

  private static ResolvedGraph network() {
    return Networks.chain(
        Shape.vector(9), new Layer.Dense(8), new Layer.Relu(), new Layer.Dense(4));
  }

  private void follows(Optimizer optimizer, double low, double high) {
    bench.requireOptimizer(network(), optimizer);
    CertificationRecipe recipe =
        new CertificationRecipe(new TrainingSpec(optimizer), 3, STEPS, 1, Map.of(), low, high);
    bench.certify(network(), recipe);
  }

  private void lossIsTheMean() {
    ResolvedGraph graph = network();
    Parameters initial = InitialParameters.draw(graph, 2);
    float[] once = Networks.batch(graph, 1, 3).images().data();
    float[] twice = new float[2 * once.length];
    System.arraycopy(once, 0, twice, 0, once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    double[] losses = new double[2];
    bench.withModel(
        graph,
        initial,
        Bench.DESCENT,
        model -> losses[0] = step(model, model.stage(Networks.batch(graph, new int[] {1}, once))));
    bench.withModel(
        graph,
        initial,
        Bench.DESCENT,
        model ->
            losses[1] = step(model, model.stage(Networks.batch(graph, new int[] {1, 1}, twice))));
    assertEquals(losses[0], losses[1], 1e-5 * Math.abs(losses[0]));
  }

  private void lossFalls() {
    ResolvedGraph graph = Networks.small(bench.info().layers());
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 4),
        Bench.DESCENT,
        model -> {
          try (Staged staged = model.stage(Networks.batch(graph, 8, 5))) {
            double first = model.step(staged);
            double last = first;
            for (int i = 0; i < 20; i++) {
              last = model.step(staged);
            }
            assertTrue(last < first, "from " + first + " to " + last);
          }
        });
  }

  private void repeats() {
    assumeTrue(repeatsBits, "the backend says that it does not repeat bits");
    ResolvedGraph graph = Networks.small(bench.info().layers());
    assertEquals(train(graph), train(graph));
  }

  private Parameters train(ResolvedGraph graph) {
    Parameters[] trained = new Parameters[1];
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 6),
        Bench.DESCENT,
        model -> {
          for (int i = 0; i < STEPS; i++) {
            step(model, model.stage(Networks.batch(graph, 7, i)));
          }
          trained[0] = model.parameters();
        });
    return trained[0];
  }

  private static double step(Model model, Staged batch) {
    try (batch) {
      return model.step(batch);
    }
  }
}

package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import backbench.clock.TrailingWork;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Staged;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** W: what has to be done when a clock is read. */
final class ClockRules {

  /** A loop has to take so long that a pause after it can be seen. */
  private static final long LEAST_LOOP_NANOS = 3_000_000;

  private static final int MOST_SAMPLES = 4096;

  private final Bench bench;

  ClockRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("W1", "no work runs on after a step has returned", this::nothingRunsOn),
        rule("W2", "a staged batch is predicted anew after each step", this::predictsAnew));
  }

  private void nothingRunsOn() {
    ResolvedGraph graph = Networks.small(bench.info().layers());
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 8),
        Bench.DESCENT,
        model -> {
          Batch batch = longEnough(graph, model);
          TrailingWork.Found found =
              TrailingWork.of(model, List.of(batch), bench.config().device());
          assertFalse(
              found.worksOn(),
              () ->
                  "after a pause the next loop (stage, step, close) is shorter in %d of %d pairs, by %.3g of %.3g s"
                      .formatted(
                          found.shorter(),
                          found.pairs(),
                          found.savedSeconds(),
                          found.loopSeconds()));
        });
  }

  private static Batch longEnough(ResolvedGraph graph, Model model) {
    int samples = 8;
    while (true) {
      Batch batch = Networks.batch(graph, samples, 9);
      step(model, batch);
      long start = System.nanoTime();
      step(model, batch);
      step(model, batch);
      if (System.nanoTime() - start > 2 * LEAST_LOOP_NANOS || samples >= MOST_SAMPLES) {
        return batch;
      }
      samples *= 2;
    }
  }

  private static void step(Model model, Batch batch) {
    try (Staged staged = model.stage(batch)) {
      model.step(staged);
    }
  }

  private void predictsAnew() {
    ResolvedGraph graph = Networks.small(bench.info().layers());
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 10),
        Bench.UNIT_DESCENT,
        model -> {
          Batch batch = Networks.batch(graph, 4, 11);
          try (Staged staged = model.stage(batch)) {
            float[] before = model.predict(staged).data().clone();
            step(model, Networks.batch(graph, 4, 12));
            float[] after = model.predict(staged).data().clone();
            assertFalse(
                Arrays.equals(before, after), "a step changed no prediction of a staged batch");
            try (Staged again = model.stage(batch)) {
              assertArrayEquals(model.predict(again).data(), after, 1e-5f);
            }
          }
        });
  }
}

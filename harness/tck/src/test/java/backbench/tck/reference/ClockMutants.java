package backbench.tck.reference;

import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.spi.Batch;
import backbench.spi.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Backends whose work is not done when the clock is read. */
final class ClockMutants {

  private ClockMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("an update goes on in another thread", "W1", ClockMutants::worksOn),
        new Mutant("a staged batch keeps its predictions", "W2", ClockMutants::keepsPredictions));
  }

  private static Defect worksOn() {
    return new Defect() {
      private CompletableFuture<Double> running = CompletableFuture.completedFuture(1.0);

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double earlier = running.join();
        running = CompletableFuture.supplyAsync(() -> super.step(model, batch, optimizer));
        return earlier;
      }

      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        running.join();
        return super.staged(graph, given, check);
      }
    };
  }

  private static Defect keepsPredictions() {
    return new Defect() {
      private final IdentityHashMap<Tensor, double[]> kept = new IdentityHashMap<>();

      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        return kept.computeIfAbsent(images, unseen -> super.predict(model, unseen));
      }
    };
  }
}

package backbench.plausibility;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import java.util.List;

/**
 * Counts the least that any honest backend does for a batch, however clever its algorithms are.
 *
 * <p>Both counts are lower bounds, as {@code harness/docs/plausibility.md} derives them layer by
 * layer: direct convolutions need many times as many multiplications, and no backend moves as few
 * bytes.
 *
 * @param multiplications for a sample, of numbers that the data or the parameters give
 * @param weightBytes of weights that are read for a batch
 * @param sampleBytes of a sample that are read
 */
public record LeastWork(long multiplications, long weightBytes, long sampleBytes) {

  /** Checks the counts. */
  public LeastWork {
    if (multiplications < 0 || weightBytes < 0 || sampleBytes < 0) {
      throw new IllegalArgumentException(
          "least work is not negative, unlike "
              + List.of(multiplications, weightBytes, sampleBytes));
    }
  }

  /** Counts what a prediction needs. */
  public static LeastWork ofPrediction(ResolvedGraph graph) {
    return of(graph, false);
  }

  /** Counts what a training step needs. */
  public static LeastWork ofTraining(ResolvedGraph graph) {
    return of(graph, true);
  }

  /** Returns the multiplications for a batch. */
  double multiplications(int batch) {
    return (double) multiplications * batch;
  }

  /** Returns the bytes that are read for a batch. */
  double bytesRead(int batch) {
    return weightBytes + (double) sampleBytes * batch;
  }

  private static LeastWork of(ResolvedGraph graph, boolean training) {
    Flow flow = new Flow(graph, training);
    double products = 0;
    double weights = 0;
    double inputs = 0;
    for (ResolvedNode node : graph.nodes()) {
      LayerWork.Counts counts = node.accept(new LayerWork(flow));
      products += counts.products();
      weights += counts.weights();
      if (readsTheSample(graph, node)) {
        inputs = Math.max(inputs, counts.inputs());
      }
    }
    return new LeastWork(
        (long) products, (long) (Float.BYTES * weights), (long) (Float.BYTES * inputs));
  }

  /** Tells whether a node reads the sample itself, be it laid out anew. */
  private static boolean readsTheSample(ResolvedGraph graph, ResolvedNode node) {
    String source = node.inputs().get(0);
    if (!source.equals(Graph.INPUT) && graph.node(source).layer() instanceof Layer.Flatten) {
      source = graph.node(source).inputs().get(0);
    }
    return source.equals(Graph.INPUT);
  }
}

package backbench.plausibility;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;

/**
 * Counts the least that any honest backend does for one batch, however clever its algorithms are.
 *
 * <p>Both counts are lower bounds, as {@code harness/docs/plausibility.md} derives them layer by
 * layer: direct convolutions need many times as many multiplications, and no backend moves as few
 * bytes.
 *
 * @param multiplications of numbers that the data or the parameters give
 * @param bytesRead of parameters and inputs that the network cannot do without
 */
public record LeastWork(long multiplications, long bytesRead) {

  /** Checks the counts. */
  public LeastWork {
    if (multiplications < 0 || bytesRead < 0) {
      throw new IllegalArgumentException(
          "least work is not negative, unlike " + multiplications + " and " + bytesRead);
    }
  }

  /** Counts what a prediction of a batch needs. */
  public static LeastWork ofPrediction(ResolvedGraph graph, int batch) {
    return of(graph, batch, false);
  }

  /** Counts what a training step on a batch needs. */
  public static LeastWork ofTraining(ResolvedGraph graph, int batch) {
    return of(graph, batch, true);
  }

  private static LeastWork of(ResolvedGraph graph, int batch, boolean training) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has at least one sample, not " + batch);
    }
    Flow flow = new Flow(graph, training);
    double products = 0;
    double parameterBytes = 0;
    double inputBytes = 0;
    for (ResolvedNode node : graph.nodes()) {
      LayerWork.Counts counts = node.accept(new LayerWork(flow));
      products += counts.products();
      parameterBytes += Float.BYTES * counts.weights();
      if (readsTheSample(graph, node)) {
        inputBytes = Math.max(inputBytes, Float.BYTES * counts.inputs());
      }
    }
    return new LeastWork((long) (batch * products), (long) (parameterBytes + batch * inputBytes));
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

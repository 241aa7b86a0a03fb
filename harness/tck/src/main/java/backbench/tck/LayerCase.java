package backbench.tck;

import backbench.graph.ResolvedGraph;

/**
 * Holds a small network around the layer that it is about.
 *
 * @param name what is awkward about it
 * @param graph the network
 * @param batchSize samples in a batch
 * @param inputLow the smallest input
 * @param inputHigh what all inputs are below
 */
record LayerCase(
    String name, ResolvedGraph graph, int batchSize, double inputLow, double inputHigh) {

  /** Makes a case of inputs in [-1, 1). */
  static LayerCase shaped(String name, int batchSize, ResolvedGraph graph) {
    return new LayerCase(name, graph, batchSize, -1, 1);
  }

  /** Returns the same case with inputs in another range. */
  LayerCase withInputs(double low, double high) {
    return new LayerCase(name, graph, batchSize, low, high);
  }
}

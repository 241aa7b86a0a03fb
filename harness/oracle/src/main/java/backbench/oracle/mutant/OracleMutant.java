package backbench.oracle.mutant;

import backbench.graph.Graph;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;

/** Changes one thing that the oracle computes; every hook is right unless it is overridden. */
public class OracleMutant {

  private final String name;

  /**
   * Makes a mutant.
   *
   * @param name what it gets wrong, as a noun: {@code lrn: alpha over n}
   */
  OracleMutant(String name) {
    this.name = name;
  }

  /** Returns what it gets wrong. */
  public final String name() {
    return name;
  }

  /** Tells whether all that it gets wrong is the optimiser. */
  public boolean onlyOptimizes() {
    return false;
  }

  /** Returns the network that is computed in place of the one that was asked for. */
  public Graph graph(ResolvedGraph asked) {
    return asked.graph();
  }

  /** Makes the layers. */
  public OracleLayers layers(ResolvedGraph graph, Parameters initial) {
    return new OracleLayers(graph, initial, Rounding.NONE);
  }

  /** Makes the optimiser. */
  public OracleOptimizer optimizer(Optimizer asked) {
    return OracleOptimizer.of(asked, Rounding.NONE);
  }

  /** Returns what becomes of a batch's images. */
  public Tensor images(Tensor given) {
    return given;
  }

  @Override
  public final String toString() {
    return name;
  }
}

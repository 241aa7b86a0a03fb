package backbench.oracle.mutant;

import backbench.graph.ResolvedGraph;
import backbench.spi.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Lists the mistakes that can be made with a network and an optimiser. */
public final class OracleMutants {

  private OracleMutants() {}

  /** Returns the mutants that compute something else than the oracle, in a fixed order. */
  public static List<OracleMutant> of(ResolvedGraph graph, Optimizer optimizer) {
    List<OracleMutant> all = new ArrayList<>();
    all.addAll(WindowMutants.of(graph));
    all.addAll(NormMutants.of(graph));
    all.addAll(PointMutants.of(graph));
    all.addAll(PrecisionMutants.all());
    all.addAll(OptimizerMutants.of(optimizer));
    return List.copyOf(all);
  }
}

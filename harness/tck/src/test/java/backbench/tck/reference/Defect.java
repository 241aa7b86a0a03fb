package backbench.tck.reference;

import backbench.graph.Graph;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.Optional;

/** Says where a reference backend goes wrong; every hook is right unless it is overridden. */
public class Defect {

  /** Goes wrong nowhere. */
  public static final Defect NONE = new Defect();

  /** Says which contract the backend is compiled against. */
  protected int contractVersion(int right) {
    return right;
  }

  /** Describes the backend. */
  protected BackendInfo info(BackendInfo right) {
    return right;
  }

  /** Accepts or rejects a configuration. */
  protected void check(BackendConfig config, Runnable right) {
    right.run();
  }

  /** Describes what is running. */
  protected Environment environment(Environment right) {
    return right;
  }

  /** Changes the network that is computed in place of the one that was asked for. */
  protected Graph graph(Graph asked) {
    return asked;
  }

  /** Reads the parameters that the harness hands in. */
  protected Parameters imported(ResolvedGraph graph, Parameters given) {
    return given;
  }

  /** Hands parameters out. */
  protected Parameters exported(ResolvedGraph graph, Parameters held) {
    return held;
  }

  /** Makes the layers. */
  protected OracleLayers layers(
      ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
    return new ReferenceLayers(graph, initial, rounding, masks);
  }

  /** Makes the optimiser. */
  protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
    return OracleOptimizer.of(asked, rounding);
  }

  /** Makes a step and returns the loss. */
  protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
    return model.step(batch, optimizer);
  }

  /** Computes logits. */
  protected double[] predict(OracleModel model, Tensor images) {
    return model.predict(images);
  }

  /** Takes a batch in. */
  protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
    check.run();
    return new Batch(given.images().copy(), given.labels().clone());
  }

  /** Waits for what earlier steps left undone. */
  protected void settle() {}

  /** Hands logits out. */
  protected Tensor logits(Tensor computed) {
    return computed;
  }

  /** Decides whether a kind of layer is compiled. */
  protected boolean compiles(LayerKind kind, boolean declared) {
    return declared;
  }

  /** Checks the parameters that the harness hands in, and returns those to use. */
  protected Parameters checked(ResolvedGraph graph, Parameters given) {
    given.requireMatch(graph);
    return given;
  }

  /** Finds an optimiser for a model without a recipe: there is none. */
  protected Optional<OracleOptimizer> withoutRecipe(Rounding rounding) {
    return Optional.empty();
  }

  /** Closes a model. */
  protected void close(boolean alreadyClosed) {}

  /** Rejects a use after closing. */
  protected void checkOpen(boolean closed, Runnable right) {
    right.run();
  }
}

package backbench.tck;

import backbench.spi.BackendConfig;
import backbench.spi.BackendProvider;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds a backend to the contract, rule by numbered rule.
 *
 * <p>A plugin author extends this class in the plugin's own tests and overrides {@link #provider}.
 * A layer kind that the backend does not declare must be refused with {@code UNSUPPORTED_LAYER};
 * the other rules that need it are skipped. What each rule demands, and which formula stands behind
 * it, is in {@code harness/docs/layer-semantics.md}.
 */
public abstract class BackendTck {

  @TempDir Path scratch;

  /** Makes the backend's provider. */
  protected abstract BackendProvider provider();

  /**
   * Returns how many threads the backend is given and must report; 1 unless overridden. One number
   * for all rules, because some engines take it only once.
   */
  protected int threads() {
    return 1;
  }

  /** Returns the tuning that the rules run with; {@link Tuning#BEST} unless overridden. */
  protected Tuning tuning() {
    return Tuning.BEST;
  }

  /** Returns the backend's own options that the rules run with; none unless overridden. */
  protected Map<String, String> options() {
    return Map.of();
  }

  /**
   * Tells whether the same run gives the same bits; true unless overridden, as for many GPUs. If
   * not, T8 is skipped, M demands finite numbers alone, and D9 does not compare equal seeds.
   */
  protected boolean repeatsBits() {
    return true;
  }

  /** I: what a backend says about itself. */
  @TestFactory
  final Stream<DynamicNode> information() {
    return new InformationRules(bench()).rules();
  }

  /** L: each kind of layer over awkward shapes, against the oracle. */
  @TestFactory
  final Stream<DynamicNode> layers() {
    return new LayerRules(bench()).rules();
  }

  /** G: small networks of many layers, against the oracle. */
  @TestFactory
  final Stream<DynamicNode> networks() {
    return new NetworkRules(bench()).rules();
  }

  /** T: optimisers, losses and repeatability. */
  @TestFactory
  final Stream<DynamicNode> training() {
    return new TrainingRules(bench(), repeatsBits()).rules();
  }

  /** D: dropout, whose masks are the engine's own. */
  @TestFactory
  final Stream<DynamicNode> dropout() {
    return new DropoutRules(bench(), repeatsBits()).rules();
  }

  /** F: numbers that are not finite. */
  @TestFactory
  final Stream<DynamicNode> nonFinite() {
    return new NonFiniteRules(bench()).rules();
  }

  /** E: requests that must be refused, and how. */
  @TestFactory
  final Stream<DynamicNode> errors() {
    return new ErrorRules(bench()).rules();
  }

  /** C: models, batches and copies over their lives. */
  @TestFactory
  final Stream<DynamicNode> lifecycle() {
    return new LifecycleRules(bench()).rules();
  }

  /** W: what has to be done when a clock is read. */
  @TestFactory
  final Stream<DynamicNode> clock() {
    return new ClockRules(bench()).rules();
  }

  /** M: what Java collects while an engine works. */
  @TestFactory
  final Stream<DynamicNode> garbageCollections() {
    return new GarbageCollectionRules(bench(), repeatsBits()).rules();
  }

  /** R: what an engine holds on to. */
  @TestFactory
  final Stream<DynamicNode> memory() {
    return new MemoryRules(bench()).rules();
  }

  private Bench bench() {
    return new Bench(
        provider(),
        BackendConfig.cpu(threads(), Bench.SEED, scratch)
            .withTuning(tuning())
            .withOptions(options()));
  }
}

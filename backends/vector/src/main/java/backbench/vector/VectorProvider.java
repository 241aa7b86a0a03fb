package backbench.vector;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;
import backbench.spi.Tuning;
import java.lang.module.ModuleFinder;
import java.util.Set;

/** Announces the engine. */
public final class VectorProvider implements BackendProvider {

  private static final Set<LayerKind> LAYERS =
      Set.of(
          LayerKind.CONV2D,
          LayerKind.MAX_POOL2D,
          LayerKind.AVG_POOL2D,
          LayerKind.BATCH_NORM,
          LayerKind.LRN,
          LayerKind.RELU,
          LayerKind.DROPOUT,
          LayerKind.FLATTEN,
          LayerKind.DENSE,
          LayerKind.AFFINE_SAMPLER);

  @Override
  public int contractVersion() {
    return Contract.VERSION;
  }

  @Override
  public BackendInfo info() {
    return BackendInfo.builder("vector", "Backbench vector engine (pure Java)", LAYERS)
        .options(Set.of(KernelChoice.OPTION))
        .build();
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    return launch(config, ModuleFinder.ofSystem().find(KernelChoice.MODULE).isPresent());
  }

  /**
   * Says how to start a worker.
   *
   * @param hasModule whether the worker's Java, which is this one's, has the Vector API; a JVM told
   *     to add a module that it lacks does not start
   */
  static LaunchOptions launch(BackendConfig config, boolean hasModule) {
    if (!hasModule || "scalar".equals(config.options().get(KernelChoice.OPTION))) {
      return LaunchOptions.NONE;
    }
    LaunchOptions.Builder options =
        LaunchOptions.builder().jvmFlag("--add-modules").jvmFlag(KernelChoice.MODULE);
    if (config.tuning() == Tuning.BEST) {
      // Array bounds are checked by the layouts' tests; in the innermost loops a check costs a
      // tenth of the rate.
      options.jvmFlag("-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0");
    }
    return options.build();
  }

  @Override
  public Backend open(BackendConfig config) {
    info().requireSupport(config);
    return new VectorBackend(config);
  }
}

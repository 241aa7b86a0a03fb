package backbench.dl4j;

import backbench.dl4j.engine.Dl4jEnvironment;
import backbench.dl4j.engine.EngineStart;
import backbench.dl4j.engine.WorkerTuning;
import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.util.Map;
import java.util.Set;

/** Announces Deeplearning4j's engine. */
public final class Dl4jProvider implements BackendProvider {

  private static final BackendInfo INFO =
      BackendInfo.builder("dl4j", "Deeplearning4j (ND4J)", Set.of(LayerKind.values()))
          .platforms(
              Set.of(
                  new Platform("linux", "x86_64"),
                  new Platform("linux", "aarch64"),
                  new Platform("osx", "x86_64"),
                  new Platform("osx", "aarch64"),
                  new Platform("windows", "x86_64")))
          .tunings(Set.of(Tuning.values()))
          .limits(
              Map.of(
                  Tuning.ENGINE_LOOP,
                  TuningLimits.builder().missing(Set.of(LayerKind.AFFINE_SAMPLER)).build()))
          .variablePrefixes(
              Set.of(
                  "ND4J_",
                  "SD_",
                  "BACKEND_PRIORITY_",
                  "BACKEND_DYNAMIC_LOAD_CLASSPATH",
                  "OMP_",
                  "GOMP_",
                  "KMP_",
                  "OPENBLAS_",
                  "GOTO_",
                  "MKL_",
                  "MKLDNN_",
                  "DNNL_",
                  "ONEDNN_"))
          .build();

  @Override
  public int contractVersion() {
    return Contract.VERSION;
  }

  @Override
  public BackendInfo info() {
    return INFO;
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    return WorkerTuning.launch(config, Platform.current());
  }

  @Override
  public Backend open(BackendConfig config) {
    INFO.requireSupport(config);
    String natives = EngineStart.load(config);
    EngineStart.useThreads(config);
    return new Dl4jBackend(Dl4jEnvironment.read(natives, config), config);
  }
}

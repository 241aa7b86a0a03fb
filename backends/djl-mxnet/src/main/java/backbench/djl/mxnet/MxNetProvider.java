package backbench.djl.mxnet;

import ai.djl.engine.Engine;
import backbench.djl.DjlBackend;
import backbench.djl.MemoryFormat;
import backbench.djl.engine.EngineStart;
import backbench.djl.engine.NativeDevices;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Announces DJL on MXNet. */
public final class MxNetProvider implements BackendProvider {

  private static final BackendInfo INFO =
      BackendInfo.builder("djl-mxnet", "DJL on MXNet", DjlBackend.layers())
          .devices(NativeDevices.on(MxNetProvider.class.getClassLoader(), "mxnet"))
          .platforms(Set.of(new Platform("linux", "x86_64"), new Platform("osx", "x86_64")))
          .tunings(Set.of(Tuning.values()))
          .limits(Map.of(Tuning.ENGINE_LOOP, DjlBackend.engineLoop(List.of(), Set.of())))
          .variablePrefixes(
              Set.of(
                  "MXNET_",
                  "DMLC_",
                  "TVM_",
                  "OMP_",
                  "GOMP_",
                  "KMP_",
                  "OPENBLAS_",
                  "GOTO_",
                  "MKL_",
                  "MKLDNN_",
                  "DNNL_",
                  "ONEDNN_",
                  "CUBLAS_",
                  "CUDNN_",
                  "NVIDIA_TF32_OVERRIDE"))
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
    return MxNetTuning.launch(config, Platform.current());
  }

  @Override
  public Backend open(BackendConfig config) {
    EngineStart.check(INFO, config);
    Engine engine = EngineStart.load(MxNetDialect.ENGINE, config);
    MxNetThreads.require(config.threads());
    return new DjlBackend(
        engine,
        new MxNetDialect(),
        MxNetEnvironment.read(engine, config),
        graph -> MemoryFormat.CHANNELS_FIRST,
        config);
  }
}

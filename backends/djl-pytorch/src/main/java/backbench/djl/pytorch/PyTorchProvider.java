package backbench.djl.pytorch;

import ai.djl.engine.Engine;
import backbench.djl.DjlBackend;
import backbench.djl.MemoryFormat;
import backbench.djl.engine.EngineStart;
import backbench.djl.engine.NativeDevices;
import backbench.djl.engine.WorkerTuning;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.Deviation;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Announces DJL on PyTorch.
 *
 * <p>It has one option, {@value #FORMAT_OPTION}: {@code channels-first} or {@code channels-last},
 * in place of its own choice for each network. DJL's own training loop does not have it.
 */
public final class PyTorchProvider implements BackendProvider {

  static final String FORMAT_OPTION = "memory-format";

  /**
   * What the engine's own batch normalisation does; the other tunings undo it.
   *
   * <p>n / (n - 1) of the biased variance moves the moving one by at most 1 / (n - 1) of itself too
   * far: 0.003 for the 338 values a channel that the smallest batch norm of the reference networks
   * sees in a certificate's batch of two.
   */
  private static final Deviation BESSEL =
      new Deviation(
          LayerKind.BATCH_NORM,
          ParameterRole.MOVING_VARIANCE,
          0.003,
          "PyTorch follows the Bessel-corrected variance");

  private static final BackendInfo INFO =
      BackendInfo.builder("djl-pytorch", "DJL on PyTorch", DjlBackend.layers())
          .devices(NativeDevices.on(PyTorchProvider.class.getClassLoader(), "pytorch"))
          .platforms(
              Set.of(
                  new Platform("linux", "x86_64"),
                  new Platform("linux", "aarch64"),
                  new Platform("osx", "aarch64"),
                  new Platform("windows", "x86_64")))
          .tunings(Set.of(Tuning.values()))
          .limits(
              Map.of(
                  Tuning.ENGINE_LOOP,
                  DjlBackend.engineLoop(List.of(BESSEL), Set.of(FORMAT_OPTION))))
          .options(Set.of(FORMAT_OPTION))
          // What libtorch, its oneDNN and MKL, and CUDA's libraries read, and DJL's own choice of
          // a library; none of a GPU among several.
          .variablePrefixes(
              Set.of(
                  "ATEN_",
                  "PYTORCH_",
                  "TORCH_",
                  "THP_",
                  "KINETO_",
                  "LRU_CACHE_CAPACITY",
                  "OMP_",
                  "GOMP_",
                  "KMP_",
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
    return WorkerTuning.launch(config, Platform.current());
  }

  @Override
  public Backend open(BackendConfig config) {
    EngineStart.check(INFO, config);
    Function<ResolvedGraph, MemoryFormat> format = format(config);
    Engine engine = EngineStart.load(PyTorchDialect.ENGINE, config);
    PyTorchThreads.use(config.threads());
    return new DjlBackend(
        engine,
        new PyTorchDialect(config.tuning() == Tuning.BEST),
        PyTorchEnvironment.read(engine, config),
        format,
        config);
  }

  private static Function<ResolvedGraph, MemoryFormat> format(BackendConfig config) {
    @Nullable String option = config.options().get(FORMAT_OPTION);
    if (option == null) {
      return config.tuning() == Tuning.BEST
          ? MemoryFormat::fastestFor
          : graph -> MemoryFormat.CHANNELS_FIRST;
    }
    for (MemoryFormat format : MemoryFormat.values()) {
      if (format.id().equals(option)) {
        return graph -> format;
      }
    }
    throw new BackbenchException(
        ErrorCode.UNSUPPORTED_CONFIG,
        FORMAT_OPTION + " is channels-first or channels-last, not '" + option + "'");
  }
}

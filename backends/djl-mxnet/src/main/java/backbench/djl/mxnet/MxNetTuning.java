package backbench.djl.mxnet;

import backbench.djl.WorkerTuning;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses the environment in which MXNet runs fastest. */
final class MxNetTuning {

  private MxNetTuning() {}

  /** Returns what a worker needs for this configuration. */
  static LaunchOptions launch(BackendConfig config, Platform platform) {
    LaunchOptions shared = WorkerTuning.launch(config, platform);
    Map<String, String> environment = new LinkedHashMap<>(shared.environment());
    // However it is tuned: MXNet takes its threads from nowhere else.
    environment.put("OMP_NUM_THREADS", Integer.toString(config.threads()));
    return new LaunchOptions(shared.jvmFlags(), environment);
  }
}

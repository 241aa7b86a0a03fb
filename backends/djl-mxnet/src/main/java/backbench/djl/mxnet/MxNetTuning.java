package backbench.djl.mxnet;

import backbench.djl.engine.WorkerTuning;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the environment in which MXNet runs fastest.
 *
 * <p>The numbers behind each variable are in {@code harness/docs/adr/0008-djl-on-mxnet.md}.
 */
final class MxNetTuning {

  private static final String ENGINE_TYPE = "MXNET_ENGINE_TYPE";
  private static final String ASYNCHRONOUS = "ThreadedEnginePerDevice";

  private MxNetTuning() {}

  /** Returns what a worker needs for this configuration. */
  static LaunchOptions launch(BackendConfig config, Platform platform) {
    LaunchOptions.Builder options = WorkerTuning.launch(config, platform).toBuilder();
    // However it is tuned: MXNet takes its threads from nowhere else.
    options.variable("OMP_NUM_THREADS", Integer.toString(config.threads()));
    // MXNet shows the whole process a libjpeg of its own; Java's decoder, which is loaded before,
    // keeps to the one that it was built for if it looks up all of it at once.
    options.variable("LD_BIND_NOW", "1");
    if (config.tuning() == Tuning.BEST) {
      // A chain of operations has nothing to run side by side, and pays for the queue between two
      // threads at each of them.
      options.variable(ENGINE_TYPE, "NaiveEngine");
    }
    return options.build();
  }

  /** Returns the scheduler that MXNet was started with. */
  static String engineType() {
    @Nullable String chosen = System.getenv(ENGINE_TYPE);
    return chosen == null ? ASYNCHRONOUS : chosen;
  }
}

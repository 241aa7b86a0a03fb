package backbench.vector;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;
import java.util.HashMap;
import java.util.Map;

/** Holds the engine to the contract where it has no Vector API. */
class ScalarTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    VectorProvider provider = new VectorProvider();
    return new BackendProvider() {
      @Override
      public BackendInfo info() {
        return provider.info();
      }

      @Override
      public Backend open(BackendConfig config) {
        Map<String, String> options = new HashMap<>(config.options());
        options.put(KernelChoice.OPTION, "scalar");
        return provider.open(
            new BackendConfig(
                config.device(),
                config.threads(),
                config.seed(),
                config.scratch(),
                config.tuning(),
                options));
      }
    };
  }
}

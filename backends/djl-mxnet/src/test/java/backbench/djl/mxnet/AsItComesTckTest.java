package backbench.djl.mxnet;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Tuning;
import backbench.tck.BackendTck;

/** Holds the engine as it comes to the contract: its asynchronous scheduler. */
@OnNativePlatform
class AsItComesTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    BackendProvider provider = new MxNetProvider();
    return new BackendProvider() {
      @Override
      public BackendInfo info() {
        return provider.info();
      }

      @Override
      public Backend open(BackendConfig config) {
        return provider.open(
            new BackendConfig(
                config.device(),
                config.threads(),
                config.seed(),
                config.scratch(),
                Tuning.AS_IT_COMES,
                config.options()));
      }
    };
  }
}

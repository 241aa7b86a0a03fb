package backbench.djl.mxnet;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Tuning;
import backbench.tck.BackendTck;

/**
 * Runs the kit on DJL's own blocks and trainer; started by {@link EngineLoopTest}, which knows what
 * they cannot do, and not by the build.
 */
class EngineLoopTck extends BackendTck {

  @Override
  protected BackendProvider provider() {
    BackendProvider provider = new MxNetProvider();
    return new BackendProvider() {
      @Override
      public BackendInfo info() {
        return provider.info().under(Tuning.ENGINE_LOOP);
      }

      @Override
      public Backend open(BackendConfig config) {
        return provider.open(EngineLoopTest.loop(config));
      }
    };
  }
}

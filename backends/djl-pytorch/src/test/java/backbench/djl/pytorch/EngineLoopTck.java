package backbench.djl.pytorch;

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
    return new PyTorchProvider();
  }

  @Override
  protected Tuning tuning() {
    return Tuning.ENGINE_LOOP;
  }
}

package backbench.djl.mxnet;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds the tuned engine to the contract: its synchronous scheduler. */
@OnNativePlatform(MxNetProvider.class)
class BestTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new MxNetProvider();
  }
}

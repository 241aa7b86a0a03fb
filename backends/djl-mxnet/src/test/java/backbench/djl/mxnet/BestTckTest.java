package backbench.djl.mxnet;

import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds the tuned engine to the contract: its synchronous scheduler. */
@OnNativePlatform
class BestTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new MxNetProvider();
  }
}

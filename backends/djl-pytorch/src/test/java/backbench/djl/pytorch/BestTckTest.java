package backbench.djl.pytorch;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds the tuned engine to the contract: channels-last where it pays, fused Adam. */
@OnNativePlatform(PyTorchProvider.class)
class BestTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new PyTorchProvider();
  }
}

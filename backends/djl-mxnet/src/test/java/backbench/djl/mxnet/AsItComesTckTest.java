package backbench.djl.mxnet;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.spi.Tuning;
import backbench.tck.BackendTck;

/** Holds the engine as it comes to the contract: its asynchronous scheduler. */
@OnNativePlatform(MxNetProvider.class)
class AsItComesTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new MxNetProvider();
  }

  @Override
  protected Tuning tuning() {
    return Tuning.AS_IT_COMES;
  }
}

package backbench.djl.pytorch;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.spi.Tuning;
import backbench.tck.BackendTck;

/** Holds the engine as it comes to the contract: channels-first, DJL's own Adam kernel. */
@OnNativePlatform(PyTorchProvider.class)
class AsItComesTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new PyTorchProvider();
  }

  @Override
  protected Tuning tuning() {
    return Tuning.AS_IT_COMES;
  }
}

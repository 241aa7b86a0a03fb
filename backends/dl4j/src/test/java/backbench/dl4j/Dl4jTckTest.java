package backbench.dl4j;

import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds this backend to the contract. */
@OnNativePlatform
class Dl4jTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new Dl4jProvider();
  }
}

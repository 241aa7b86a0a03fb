package backbench.dl4j;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds this backend to the contract. */
@OnNativePlatform(Dl4jProvider.class)
class Dl4jTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new Dl4jProvider();
  }
}

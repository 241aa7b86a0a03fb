package backbench.dl4j;

import backbench.fixtures.OnNativePlatform;
import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds this backend to the contract where its operations split their work. */
@OnNativePlatform(Dl4jProvider.class)
class Dl4jThreadsTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new Dl4jProvider();
  }

  @Override
  protected int threads() {
    return 2;
  }
}

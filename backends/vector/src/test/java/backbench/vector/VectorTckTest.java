package backbench.vector;

import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds the engine to the contract, on two threads. */
class VectorTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new VectorProvider();
  }

  @Override
  protected int threads() {
    return 2;
  }
}

package backbench.tck;

import backbench.spi.BackendProvider;
import backbench.tck.reference.ReferenceProvider;

/** Shows that a correct backend passes every rule. */
class ReferenceBackendTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new ReferenceProvider();
  }
}

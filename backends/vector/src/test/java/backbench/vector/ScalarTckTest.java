package backbench.vector;

import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;
import java.util.Map;

/** Holds the engine to the contract where it has no Vector API. */
class ScalarTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new VectorProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(KernelChoice.OPTION, "scalar");
  }
}

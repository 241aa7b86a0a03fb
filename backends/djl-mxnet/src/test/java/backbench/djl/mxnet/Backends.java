package backbench.djl.mxnet;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import java.nio.file.Path;

/** Opens the backend for tests. */
final class Backends {

  private Backends() {}

  /** Opens the backend. */
  static Backend open(long seed, Path scratch) {
    return new MxNetProvider().open(BackendConfig.cpu(1, seed, scratch));
  }
}

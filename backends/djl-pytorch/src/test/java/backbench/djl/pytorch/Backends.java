package backbench.djl.pytorch;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import java.nio.file.Path;
import java.util.Map;

/** Opens the backend for tests. */
final class Backends {

  private Backends() {}

  /** Opens the backend with one memory format. */
  static Backend open(String format, long seed, Path scratch) {
    return new PyTorchProvider()
        .open(
            BackendConfig.cpu(2, seed, scratch)
                .withOptions(Map.of(PyTorchProvider.FORMAT_OPTION, format)));
  }
}

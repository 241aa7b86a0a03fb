package backbench.spi;

public interface BackendProvider {
  default int contractVersion() {
    return 1;
  }

  BackendInfo info();

  Backend open(BackendConfig config);
}

package backbench.spi;

public interface BackendProvider {
  BackendInfo info();

  default LaunchOptions launch(BackendConfig config) {
    return new LaunchOptions();
  }

  Backend open(BackendConfig config);
}

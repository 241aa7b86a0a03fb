package backbench.spi;

public enum Device {
  CPU
}

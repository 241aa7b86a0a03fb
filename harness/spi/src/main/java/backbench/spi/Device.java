package backbench.spi;

/** Names where a backend computes. */
public enum Device {
  /** The host's processors. */
  CPU,
  /** The first graphics processor. */
  GPU
}

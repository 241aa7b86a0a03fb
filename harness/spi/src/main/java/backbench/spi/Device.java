package backbench.spi;

/**
 * Names where a backend computes.
 *
 * @since 0.1
 */
public enum Device {
  /** The host's processors. */
  CPU,
  /** The first graphics processor. */
  GPU
}

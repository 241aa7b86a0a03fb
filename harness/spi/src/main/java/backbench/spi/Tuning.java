package backbench.spi;

/**
 * Says how much a backend may adjust its worker.
 *
 * @since 0.1
 */
public enum Tuning {
  /** Runs the engine as it comes: no environment or JVM flags beyond what it needs to start. */
  AS_IT_COMES,
  /** Runs the engine in its best known configuration. */
  BEST,
  /**
   * Trains by the training loop and the layers that the engine itself comes with, as its manual
   * says, and adjusts nothing else: what the other two are to be held against. Only a backend that
   * wraps an engine with a loop of its own declares it.
   */
  ENGINE_LOOP
}

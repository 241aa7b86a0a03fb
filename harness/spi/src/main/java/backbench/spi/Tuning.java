package backbench.spi;

/** Says how much a backend may adjust its worker. */
public enum Tuning {
  /** Runs the engine as it comes: no environment or JVM flags beyond what it needs to start. */
  AS_IT_COMES,
  /** Runs the engine in its best known configuration. */
  BEST
}

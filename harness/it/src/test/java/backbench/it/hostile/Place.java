package backbench.it.hostile;

/** Names where a plugin misbehaves. */
public enum Place {
  /** As the provider is made. */
  CONSTRUCTOR,
  /** As it says what the backend is. */
  INFO,
  /** As it says how a worker is started. */
  LAUNCH,
  /** As the engine starts. */
  OPEN,
  /** As a network is built. */
  COMPILE,
  /** As a batch is handed over. */
  STAGE,
  /** As the network is trained. */
  STEP,
  /** As it predicts. */
  PREDICT,
  /** As the engine is closed. */
  CLOSE;

  /** Tells whether the harness gets there before a worker is started. */
  public boolean isAsked() {
    return compareTo(LAUNCH) <= 0;
  }
}

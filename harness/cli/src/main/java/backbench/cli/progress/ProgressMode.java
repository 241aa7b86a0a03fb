package backbench.cli.progress;

/** Says how progress is shown. */
public enum ProgressMode {
  /** A bar where a person sits at a terminal, else lines. */
  AUTO,
  /** A bar, redrawn in place. */
  BAR,
  /** A line for each trial that ends. */
  PLAIN,
  /** Nothing. */
  NONE
}

package backbench.cli.progress;

/** Lists the ways to show progress. */
public enum ProgressMode {
  /** A bar on a terminal, else lines. */
  AUTO,
  /** A bar, redrawn in place. */
  BAR,
  /** A line for each trial that ends. */
  PLAIN,
  /** Nothing. */
  NONE
}

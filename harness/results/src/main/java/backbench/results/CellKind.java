package backbench.results;

/** Says what a cell measures, and so which {@link Outcome} its forks have. */
public enum CellKind {
  /** Training to the end of the recipe, with the predictions of the trained model. */
  TRAINING
}

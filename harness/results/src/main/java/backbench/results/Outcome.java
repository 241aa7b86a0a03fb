package backbench.results;

/** Holds what a fork measured; each kind of cell has an outcome of its own. */
public sealed interface Outcome permits TrainingOutcome {

  /** Returns the kind of cell that it belongs to. */
  CellKind kind();
}

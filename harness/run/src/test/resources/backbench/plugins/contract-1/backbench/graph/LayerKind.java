package backbench.graph;

public enum LayerKind {
  DENSE
}

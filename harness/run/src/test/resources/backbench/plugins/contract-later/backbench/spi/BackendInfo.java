package backbench.spi;

public final class BackendInfo {
  public static Builder builder(
      String id, String name, java.util.Set<backbench.graph.LayerKind> layers) {
    return new Builder();
  }

  public static final class Builder {
    // A property that this contract does not have yet.
    public Builder colour(String colour) {
      return this;
    }

    public BackendInfo build() {
      return new BackendInfo();
    }
  }
}

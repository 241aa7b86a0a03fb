package backbench.specs;

/** Lists the kinds of specs, each with the folder that holds the installation's own. */
public enum SpecKind {
  /** See {@link ArchitectureSpec}. */
  ARCHITECTURE("architectures", "network"),
  /** See {@link DatasetSpec}. */
  DATASET("datasets", "dataset"),
  /** See {@link SuiteSpec}. */
  SUITE("suites", "suite");

  private final String folder;
  private final String noun;

  SpecKind(String folder, String noun) {
    this.folder = folder;
    this.noun = noun;
  }

  /** Returns the folder's name under {@code specs}. */
  public String folder() {
    return folder;
  }

  /** Returns what people call one of them. */
  public String noun() {
    return noun;
  }
}

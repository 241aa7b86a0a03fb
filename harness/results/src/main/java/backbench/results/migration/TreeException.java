package backbench.results.migration;

/** Says where a tree is not what it should be, and how. */
public final class TreeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String path;

  /**
   * Names a place and what is wrong there.
   *
   * @param path the property, from the top; empty for the whole tree
   */
  public TreeException(String path, String what) {
    super(what);
    this.path = path;
  }

  /** Returns the place as part of a sentence, from the colon before what is wrong backwards. */
  public String sentence() {
    return (path.isEmpty() ? "" : " at '" + path + "'") + ": " + getMessage();
  }
}

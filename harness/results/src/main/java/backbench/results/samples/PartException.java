package backbench.results.samples;

/** Says which part of a record is not what it may be, and how. */
public final class PartException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String part;

  /**
   * Names a part and what is wrong there.
   *
   * @param part the component of the record
   */
  public PartException(String part, String what) {
    super(what);
    this.part = part;
  }

  /** Returns the component of the record. */
  public String part() {
    return part;
  }
}

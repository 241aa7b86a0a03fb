package backbench.run.worker;

/** Says that a worker reports what cannot be; whoever is given its events may throw it. */
public final class SenselessReport extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says in one clause what cannot be. */
  public SenselessReport(String what) {
    super(what);
  }

  /** Throws unless a condition holds. */
  public static void unless(boolean condition, String what) {
    if (!condition) {
      throw new SenselessReport(what);
    }
  }
}

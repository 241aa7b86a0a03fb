package backbench.certificate.bound;

/** Holds what is known of float32. */
public final class SinglePrecision {

  /** The unit roundoff: half the distance of 1 from the next larger number. */
  public static final double UNIT_ROUNDOFF = 0x1.0p-24;

  private SinglePrecision() {}
}

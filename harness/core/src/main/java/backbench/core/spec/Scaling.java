package backbench.core.spec;

/**
 * Says how a stored pixel p, from 0 to 255, becomes an input: p · factor + offset.
 *
 * @param factor finite and not 0
 * @param offset finite
 */
public record Scaling(double factor, double offset) {

  /** Leaves pixels in 0..255; {@code none} in specs. */
  public static final Scaling NONE = new Scaling(1, 0);

  /** Maps pixels to 0..1; {@code unit} in specs. */
  public static final Scaling UNIT = new Scaling(1.0 / 255, 0);

  /** Maps pixels to -0.5..0.5; {@code centered} in specs. */
  public static final Scaling CENTERED = new Scaling(1.0 / 255, -0.5);
}

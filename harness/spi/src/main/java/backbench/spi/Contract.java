package backbench.spi;

/**
 * Counts the versions of this contract.
 *
 * <p>The version rises when a plugin that was built before no longer links or no longer does what
 * is asked of it. Additions (a method with a default, an optional property of a builder, a new
 * type) do not raise it.
 *
 * @since 0.1
 */
public final class Contract {

  /**
   * The version of the contract that this build has. A constant: the compiler copies it into the
   * plugin that returns it.
   */
  public static final int VERSION = 2;

  private Contract() {}
}

package backbench.vector.kernel;

/**
 * Hashes an element's index by MurmurHash3's finaliser (Appleby, 2011), all shifts and products.
 */
public final class DropoutHash {

  /** Spreads indices that lie side by side: 2^32 over the golden ratio. */
  public static final int STEP = 0x9E3779B9;

  /** The finaliser's first factor. */
  public static final int FIRST = 0x85EBCA6B;

  /** The finaliser's second factor. */
  public static final int SECOND = 0xC2B2AE35;

  private DropoutHash() {}

  /** Returns 24 bits that look random. */
  public static int bits(int key, int index) {
    int bits = key ^ (index * STEP);
    bits = (bits ^ (bits >>> 16)) * FIRST;
    bits = (bits ^ (bits >>> 13)) * SECOND;
    return (bits ^ (bits >>> 16)) >>> 8;
  }
}

package backbench.oracle.layer;

/**
 * Says for one tap of a sliding window which outputs read a pixel inside the image.
 *
 * @param from the first output position
 * @param to the position after the last; not above {@code from} if there is none
 * @param firstSource the pixel that the first output reads
 */
record WindowRange(int from, int to, int firstSource) {

  /**
   * Solves 0 ≤ position · stride + tap - before &lt; size for the position.
   *
   * @param outputs how many output positions there are
   */
  static WindowRange of(int outputs, int size, int stride, int tap, int before) {
    int offset = tap - before;
    int from = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
    int last = size - 1 - offset;
    int to = last < 0 ? 0 : Math.min(outputs, last / stride + 1);
    return new WindowRange(from, to, from * stride + offset);
  }

  boolean isEmpty() {
    return to <= from;
  }
}

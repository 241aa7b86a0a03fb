package backbench.data.image;

/**
 * Holds what the header of a JPEG says of its colours.
 *
 * @param components how many there are; 0 if the header says nothing
 * @param transformed whether Adobe's marker says that colours are kept as luma and chroma
 */
record JpegHeader(int components, boolean transformed) {

  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP14 = 0xEE;
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
  private static final int MARKER_BYTES = 2;
  private static final int LENGTH_BYTES = 2;

  /** Where a frame's segment has its number of components, counted from its length. */
  private static final int COMPONENTS_AT = 7;

  /** Where Adobe's segment has its transform, counted from its length. */
  private static final int TRANSFORM_AT = 13;

  /** Reads the segments before the first scan; what is damaged is left to the decoder. */
  static JpegHeader of(byte[] jpeg) {
    int components = 0;
    boolean transformed = false;
    int at = MARKER_BYTES;
    while (at + MARKER_BYTES + LENGTH_BYTES <= jpeg.length && (jpeg[at] & 0xFF) == MARKER) {
      int marker = jpeg[at + 1] & 0xFF;
      if (marker == MARKER) {
        // Markers may be padded with any number of these.
        at++;
        continue;
      }
      if (standsAlone(marker)) {
        at += MARKER_BYTES;
        continue;
      }
      int segment = at + MARKER_BYTES;
      int length = ((jpeg[segment] & 0xFF) << 8) | (jpeg[segment + 1] & 0xFF);
      if (marker == START_OF_SCAN || segment + length > jpeg.length) {
        break;
      }
      if (isFrame(marker) && length > COMPONENTS_AT) {
        components = jpeg[segment + COMPONENTS_AT] & 0xFF;
      } else if (marker == APP14 && length > TRANSFORM_AT && isAdobe(jpeg, segment)) {
        transformed = jpeg[segment + TRANSFORM_AT] != 0;
      }
      at = segment + length;
    }
    return new JpegHeader(components, transformed);
  }

  /** Counts the scans up to the end of the image, looking for markers as decoders do. */
  static int scans(byte[] jpeg) {
    int scans = 0;
    int at = MARKER_BYTES;
    while (at + MARKER_BYTES <= jpeg.length) {
      int marker = jpeg[at + 1] & 0xFF;
      // A zero after it makes it a byte of a scan; another of it pads.
      if ((jpeg[at] & 0xFF) != MARKER || marker == 0 || marker == MARKER) {
        at++;
        continue;
      }
      at += MARKER_BYTES;
      if (marker == END_OF_IMAGE) {
        break;
      }
      scans += marker == START_OF_SCAN ? 1 : 0;
      if (!standsAlone(marker) && at + LENGTH_BYTES <= jpeg.length) {
        int length = ((jpeg[at] & 0xFF) << 8) | (jpeg[at + 1] & 0xFF);
        at += Math.max(length, LENGTH_BYTES);
      }
    }
    return scans;
  }

  /** Tells markers without a segment: restarts, start and end of the image, and TEM. */
  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD9);
  }

  /** Tells frames from tables of codes (C4), extensions (C8) and arithmetic coding (CC). */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean isAdobe(byte[] jpeg, int segment) {
    for (int i = 0; i < ADOBE.length; i++) {
      if (jpeg[segment + LENGTH_BYTES + i] != ADOBE[i]) {
        return false;
      }
    }
    return true;
  }
}

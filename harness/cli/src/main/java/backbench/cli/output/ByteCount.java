package backbench.cli.output;

import java.util.Locale;

/** Words numbers of bytes. */
public final class ByteCount {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private ByteCount() {}

  /** Writes a size as {@code 512 bytes} or {@code 9.9 MB}, in powers of 1,000. */
  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double size = bytes / 1000.0;
    int unit = 0;
    // As it will be rounded: 999.96 kB is 1.0 MB.
    while (size >= 999.95 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}

package backbench.data.image;

import backbench.data.DataErrors;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG and PNG files to red, green and blue.
 *
 * <p>By the JDK's own decoders, whatever others a plugin brings along. Grey becomes three equal
 * values, a palette its colours, 16 bits become 8, four colours become three, and what is
 * transparent lies on white; embedded colour profiles are left to those decoders. The kind of file
 * is told by its content. An image is measured by its header before memory is taken for it.
 */
final class ImageDecoder {

  /** The most pixels of an image: 33 megapixels, which is 100 MB in red, green and blue. */
  static final int MOST_PIXELS = 1 << 25;

  /** The most scans of a JPEG; progressive ones have about ten, and each costs a whole pass. */
  static final int MOST_SCANS = 100;

  /** The most pixels that the scans of a JPEG go over: 20 scans of an image of the largest size. */
  private static final long MOST_PIXELS_OF_SCANS = 20L * MOST_PIXELS;

  /** The pixels that all threads together may hold decoded: four images of the largest size. */
  private static final int MOST_PIXELS_AT_ONCE = 4 * MOST_PIXELS;

  /** What Java's decoder says of a profile that it cannot use; of four colours, none is used. */
  private static final String PROFILE_IGNORED = "Embedded color profile is invalid; ignored";

  private static final Semaphore ROOM = new Semaphore(MOST_PIXELS_AT_ONCE, true);

  /** The most bytes of a file: 64 MiB. */
  static final int MOST_FILE_BYTES = 1 << 26;

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final String OWN_MODULE = "java.desktop";

  private ImageDecoder() {}

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Reads the header of an image, and refuses one that is damaged or too large. */
  static void check(Path file, byte[] bytes) {
    using(
        file,
        bytes,
        reader -> {
          requireBounded(file, bytes, reader);
          return file;
        });
  }

  /**
   * Decodes an image and lets go of it once it is used: all threads together hold a bounded number
   * of pixels.
   *
   * @param use makes what is kept of the image
   */
  static <T> T decode(Path file, byte[] bytes, Function<Bitmap, T> use) {
    JpegHeader header = startsWith(bytes, JPEG) ? JpegHeader.of(bytes) : new JpegHeader(0, false);
    return using(
        file,
        bytes,
        reader -> {
          int pixels = requireBounded(file, bytes, reader);
          ROOM.acquireUninterruptibly(pixels);
          try {
            return use.apply(decode(file, reader, header));
          } finally {
            ROOM.release(pixels);
          }
        });
  }

  private static <T> T using(Path file, byte[] bytes, Use<T> use) {
    ImageReader reader = reader(file, bytes);
    if (startsWith(bytes, PNG)) {
      PngChunks.check(file, bytes);
    }
    // Kept in memory: the default keeps a copy of each file in the temporary folder.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return use.of(reader);
    } catch (BackbenchException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer some damage with unchecked exceptions.
      throw undecodable(file, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(Path file, byte[] bytes) {
    String format = startsWith(bytes, JPEG) ? "jpeg" : startsWith(bytes, PNG) ? "png" : "";
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (!format.isEmpty() && readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader == null) {
        throw new BackbenchException(
            ErrorCode.IO,
            "Java's decoder of "
                + format
                + " does not load; expected the decoder of the JDK, which another library may replace");
      }
      if (OWN_MODULE.equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw DataErrors.invalid(file, 0, "not a JPEG or PNG image", "the first bytes of one");
  }

  /** Returns the number of pixels, which is refused if it is too large. */
  private static int requireBounded(Path file, byte[] bytes, ImageReader reader)
      throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw DataErrors.invalid(
          file, "an image of " + width + " × " + height, "at most " + MOST_PIXELS + " pixels");
    }
    int scans = startsWith(bytes, JPEG) ? JpegHeader.scans(bytes) : 1;
    long mostScans = Math.min(MOST_SCANS, MOST_PIXELS_OF_SCANS / Math.max(1, width * height));
    if (scans > mostScans) {
      throw DataErrors.invalid(
          file,
          "an image of " + width + " × " + height + " in " + scans + " scans",
          "at most " + mostScans + " scans");
    }
    return Math.toIntExact(width * height);
  }

  private static Bitmap decode(Path file, ImageReader reader, JpegHeader header)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    // The decoder fills a truncated JPEG with grey and only warns.
    reader.addIIOReadWarningListener((source, text) -> warnings.add(text));
    boolean four = header.components() == FourColours.BANDS;
    Bitmap bitmap = four ? fourColours(file, reader, header) : colours(file, reader);
    for (String warning : warnings) {
      if (!four || !warning.equals(PROFILE_IGNORED)) {
        throw undecodable(file, warning, null);
      }
    }
    return bitmap;
  }

  /** Java's decoder knows four colours as bands alone. */
  private static Bitmap fourColours(Path file, ImageReader reader, JpegHeader header)
      throws IOException {
    Raster raster = reader.readRaster(0, null);
    if (raster.getNumBands() != FourColours.BANDS) {
      throw undecodable(
          file, "its header announces four colour channels, its data has others", null);
    }
    return new Bitmap(
        raster.getWidth(), raster.getHeight(), FourColours.rgb(raster, header.transformed()));
  }

  private static Bitmap colours(Path file, ImageReader reader) throws IOException {
    BufferedImage image = reader.read(0);
    return new Bitmap(image.getWidth(), image.getHeight(), colours(file, image));
  }

  private static byte[] colours(Path file, BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    int bits = model.getComponentSize(0);
    boolean known = space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB;
    if (!(model instanceof IndexColorModel) && (!known || (bits != 8 && bits != 16))) {
      throw undecodable(file, "an unsupported colour space", null);
    }
    Raster raster = image.getRaster();
    int width = image.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3, width * image.getHeight())];
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int argb =
            model instanceof IndexColorModel palette
                ? palette.getRGB(row[x])
                : argb(row, x * raster.getNumBands(), raster.getNumBands(), bits);
        int alpha = argb >>> 24;
        int at = 3 * (y * width + x);
        rgb[at] = onWhite(argb >> 16 & 0xFF, alpha);
        rgb[at + 1] = onWhite(argb >> 8 & 0xFF, alpha);
        rgb[at + 2] = onWhite(argb & 0xFF, alpha);
      }
    }
    return rgb;
  }

  /** Joins the bands of a pixel: grey, grey and alpha, three colours, or three and alpha. */
  private static int argb(int[] row, int from, int bands, int bits) {
    int step = bands < 3 ? 0 : 1;
    int argb = bands % 2 == 0 ? eightBits(row[from + bands - 1], bits) : 0xFF;
    for (int channel = 0; channel < 3; channel++) {
      argb = argb << 8 | eightBits(row[from + channel * step], bits);
    }
    return argb;
  }

  private static int eightBits(int value, int bits) {
    return bits == 8 ? value : (value * 255 + 32767) / 65535;
  }

  private static byte onWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static BackbenchException undecodable(Path file, String why, @Nullable Exception cause) {
    return DataErrors.damaged(
        file,
        "undecodable image (" + why + ")",
        "a complete JPEG or PNG in grey, RGB or CMYK",
        cause);
  }
}

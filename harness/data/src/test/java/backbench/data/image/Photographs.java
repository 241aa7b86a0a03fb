package backbench.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes image files, whole ones, that tests then damage. */
public final class Photographs {

  private Photographs() {}

  /** Makes an image of one colour, given as red, green and blue in three bytes. */
  public static BufferedImage plain(int width, int height, int type, int rgb) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int p = 0; p < width * height; p++) {
      image.setRGB(p % width, p / width, rgb);
    }
    return image;
  }

  /** Encodes an image as {@code png} or {@code jpeg}. */
  public static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no " + format + " of this kind of image");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] png(int width, int height, int rgb) {
    return encode(plain(width, height, BufferedImage.TYPE_INT_RGB, rgb), "png");
  }

  public static byte[] jpeg(int width, int height, int rgb) {
    return encode(plain(width, height, BufferedImage.TYPE_INT_RGB, rgb), "jpeg");
  }

  /** Encodes an image of one colour as a progressive JPEG. */
  public static byte[] progressive(int width, int height, int rgb) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(to);
      BufferedImage image = plain(width, height, BufferedImage.TYPE_INT_RGB, rgb);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Repeats the last scan of a JPEG until there are this many more. */
  public static byte[] jpegOfScans(byte[] jpeg, int more) {
    int end = jpeg.length - 2;
    int last = end - 1;
    while ((jpeg[last] & 0xFF) != 0xFF || (jpeg[last + 1] & 0xFF) != 0xDA) {
      last--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, end);
    for (int i = 0; i < more; i++) {
      out.write(jpeg, last, end - last);
    }
    out.write(jpeg, end, 2);
    return out.toByteArray();
  }

  /** Changes the size that the header of a PNG states, and the header's checksum with it. */
  public static byte[] pngOfStatedSize(byte[] png, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    return bytes.putInt(29, (int) crc.getValue()).array();
  }

  /** Changes the size that the frame header of a baseline JPEG states. */
  public static byte[] jpegOfStatedSize(byte[] jpeg, int width, int height) {
    byte[] bytes = jpeg.clone();
    for (int at = 0; at < bytes.length - 8; at++) {
      if ((bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == 0xC0) {
        ByteBuffer.wrap(bytes).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return bytes;
      }
    }
    throw new IllegalArgumentException("no baseline frame header");
  }

  public static byte[] cut(byte[] bytes, double share) {
    return Arrays.copyOf(bytes, (int) (bytes.length * share));
  }

  public static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

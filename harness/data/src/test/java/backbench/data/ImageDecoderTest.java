package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private static final Path FILE = Path.of("ant", "image.jpg");

  /** Decodes an image of one pixel's colours. */
  private static int[] firstPixel(byte[] encoded) {
    byte[] rgb = ImageDecoder.decode(FILE, encoded).rgb();
    return new int[] {rgb[0] & 0xFF, rgb[1] & 0xFF, rgb[2] & 0xFF};
  }

  private static void assertRefused(byte[] encoded, String... parts) {
    BackbenchException error =
        catchThrowableOfType(BackbenchException.class, () -> ImageDecoder.decode(FILE, encoded));
    assertThat(error).as("what is damaged must be refused").isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(error).hasMessageContaining(FILE.toString()).hasMessageContaining("expected");
    for (String part : parts) {
      assertThat(error).hasMessageContaining(part);
    }
  }

  @Test
  void coloursAreKept() {
    assertThat(firstPixel(Photographs.png(5, 4, 0x0A64F0))).containsExactly(10, 100, 240);
    assertThat(firstPixel(Photographs.jpeg(16, 16, 0x808080))).containsExactly(128, 128, 128);
    Bitmap bitmap = ImageDecoder.decode(FILE, Photographs.png(5, 4, 0));
    assertThat(bitmap.width()).isEqualTo(5);
    assertThat(bitmap.height()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void greyBecomesThreeEqualValuesAndNoOtherBrightness(String format) {
    BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < 64; p++) {
      grey.getRaster().setSample(p % 8, p / 8, 0, 77);
    }
    assertThat(firstPixel(Photographs.encode(grey, format))).containsExactly(77, 77, 77);
  }

  @Test
  void sixteenBitsBecomeEight() {
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 65535);
    assertThat(firstPixel(Photographs.encode(grey, "png"))).containsExactly(255, 255, 255);
    grey.getRaster().setSample(0, 0, 0, 257 * 99);
    assertThat(firstPixel(Photographs.encode(grey, "png"))).containsExactly(99, 99, 99);
  }

  @Test
  void aPaletteAndSingleBitsBecomeTheirColours() {
    BufferedImage palette = Photographs.plain(4, 4, BufferedImage.TYPE_BYTE_INDEXED, 0xFF3300);
    assertThat(firstPixel(Photographs.encode(palette, "png"))).containsExactly(255, 51, 0);
    BufferedImage bits = Photographs.plain(4, 4, BufferedImage.TYPE_BYTE_BINARY, 0xFFFFFF);
    assertThat(firstPixel(Photographs.encode(bits, "png"))).containsExactly(255, 255, 255);
  }

  @ParameterizedTest
  @CsvSource({"0x00102030, 255, 255, 255", "0xFF102030, 16, 32, 48", "0x80FF0000, 255, 127, 127"})
  void whatIsTransparentLiesOnWhite(String argb, int red, int green, int blue) {
    BufferedImage image =
        Photographs.plain(3, 3, BufferedImage.TYPE_INT_ARGB, Long.decode(argb).intValue());
    assertThat(firstPixel(Photographs.encode(image, "png"))).containsExactly(red, green, blue);
  }

  @Test
  void greyWithTransparencyIsRead() {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 2, null);
    raster.setPixel(0, 0, new int[] {100, 255});
    ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    ComponentColorModel model = new ComponentColorModel(grey, true, false, 3, DataBuffer.TYPE_BYTE);
    byte[] png = Photographs.encode(new BufferedImage(model, raster, false, null), "png");
    assertThat(firstPixel(png)).containsExactly(100, 100, 100);
  }

  @ParameterizedTest
  @CsvSource({
    // No ink, each ink alone, black alone, all inks, and a mixture.
    "0, 0, 0, 0, 255, 255, 255",
    "255, 0, 0, 0, 0, 255, 255",
    "0, 255, 0, 0, 255, 0, 255",
    "0, 0, 255, 0, 255, 255, 0",
    "0, 0, 0, 255, 0, 0, 0",
    "255, 255, 255, 255, 0, 0, 0",
    "55, 155, 205, 55, 157, 78, 39",
  })
  void fourColoursBecomeThree(int c, int m, int y, int k, int red, int green, int blue) {
    int[] inks = {c, m, y, k};
    int[] light = {255 - c, 255 - m, 255 - y, 255 - k};
    assertNear(firstPixel(jpegOfBands(inks)), red, green, blue);
    assertNear(firstPixel(withAdobeMarker(jpegOfBands(light), 0)), red, green, blue);
    // With the transform, the complements of what is kept are luma and chroma.
    double luma = 0.299 * c + 0.587 * m + 0.114 * y;
    int[] transformed = {
      (int) Math.round(luma),
      (int) Math.min(255, Math.round(128 + (y - luma) / 1.772)),
      (int) Math.min(255, Math.round(128 + (c - luma) / 1.402)),
      255 - k
    };
    assertNear(firstPixel(withAdobeMarker(jpegOfBands(transformed), 2)), red, green, blue);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.6, 0.9, 0.99})
  void aTruncatedImageOfFourColoursIsRefused(double share) {
    int[] noise = new int[4 * 64 * 64];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = i * 7919 % 256;
    }
    assertRefused(Photographs.cut(jpegOfBands(64, noise), share));
  }

  @Test
  void anImageBombOfFourColoursIsRefusedByItsHeader() {
    byte[] jpeg = Photographs.jpegOfStatedSize(jpegOfBands(new int[4]), 65_500, 65_500);
    assertRefused(jpeg, "65500 × 65500", "33554432 pixels");
  }

  private static void assertNear(int[] found, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(3));
    }
  }

  private static byte[] jpegOfBands(int[] pixel) {
    int[] pixels = new int[4 * 16 * 16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pixel[i % 4];
    }
    return jpegOfBands(16, pixels);
  }

  /** Writes four bands as they are, without any marker that says what they mean. */
  private static byte[] jpegOfBands(int side, int[] pixels) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, side, side, 4, null);
    raster.setPixels(0, 0, side, side, pixels);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam finest = writer.getDefaultWriteParam();
    finest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    finest.setCompressionQuality(1);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), finest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] withAdobeMarker(byte[] jpeg, int transform) {
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    byte[] marked = Arrays.copyOf(jpeg, jpeg.length + marker.length);
    System.arraycopy(marker, 0, marked, 2, marker.length);
    System.arraycopy(jpeg, 2, marked, 2 + marker.length, jpeg.length - 2);
    return marked;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.05, 0.3, 0.6, 0.9, 0.99})
  void aTruncatedImageIsRefused(double share) {
    assertRefused(Photographs.cut(noise("png"), share));
    assertRefused(Photographs.cut(noise("jpeg"), share));
  }

  @Test
  void aPngWithABrokenStreamIsRefused() {
    byte[] png = noise("png");
    Arrays.fill(png, png.length / 2, png.length / 2 + 64, (byte) 0x55);
    assertRefused(png);
  }

  @Test
  void anotherFormatIsRefusedWhateverItsName() {
    byte[] gif = Photographs.encode(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "gif");
    assertRefused(gif, "at byte 0", "neither the start of a JPEG nor of a PNG");
  }

  @Test
  void anImageBombIsRefusedByItsHeader() {
    byte[] png = Photographs.pngOfStatedSize(Photographs.png(4, 4, 0), 60_000, 60_000);
    assertRefused(png, "60000 × 60000", "33554432 pixels");
    byte[] jpeg = Photographs.jpegOfStatedSize(Photographs.jpeg(16, 16, 0), 65_500, 65_500);
    assertRefused(jpeg, "65500 × 65500", "33554432 pixels");
    BackbenchException error =
        catchThrowableOfType(BackbenchException.class, () -> ImageDecoder.check(FILE, png));
    assertThat(error).hasMessageContaining("60000 × 60000");
  }

  private static byte[] noise(String format) {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < 64 * 48; p++) {
      image.setRGB(p % 64, p / 64, (p * 0x9E3779B1) >>> 8);
    }
    return Photographs.encode(image, format);
  }
}

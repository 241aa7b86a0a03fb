package backbench.data.image;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private static final Path FILE = Path.of("ant", "image.jpg");

  /** Decodes an image of one pixel's colours. */
  private static int[] firstPixel(byte[] encoded) {
    byte[] rgb = decode(encoded).rgb();
    return new int[] {rgb[0] & 0xFF, rgb[1] & 0xFF, rgb[2] & 0xFF};
  }

  private static Bitmap decode(byte[] encoded) {
    return ImageDecoder.decode(FILE, encoded, bitmap -> bitmap);
  }

  private static void assertRefused(byte[] encoded, String... parts) {
    BackbenchException error =
        catchThrowableOfType(BackbenchException.class, () -> decode(encoded));
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
    Bitmap bitmap = decode(Photographs.png(5, 4, 0));
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
    // Written by Pillow 12.3, with the values that it reads back at three places.
    "cmyk-plain, 212, 206, 210, 73, 156, 107, 191, 34, 124",
    "cmyk-adobe, 212, 206, 210, 73, 156, 107, 191, 34, 124",
    "cmyk-adobe-transformed, 0, 116, 0, 113, 150, 23, 22, 15, 177",
    "cmyk-progressive, 213, 207, 210, 73, 156, 107, 191, 34, 124",
    "cmyk-invalid-profile, 213, 207, 210, 73, 156, 107, 191, 34, 124",
    "cmyk-restart-marker, 213, 207, 210, 73, 156, 107, 191, 34, 124",
  })
  void fourColoursBecomeThreeAsOtherLibrariesHaveThem(
      String file, int r1, int g1, int b1, int r2, int g2, int b2, int r3, int g3, int b3)
      throws IOException {
    Bitmap bitmap = decode(resource(file));

    assertNear(pixel(bitmap, 5, 5), r1, g1, b1);
    assertNear(pixel(bitmap, 40, 10), r2, g2, b2);
    assertNear(pixel(bitmap, 10, 40), r3, g3, b3);
  }

  @Test
  void threeColoursWithAnInvalidProfileAreRefusedAsBefore() throws IOException {
    byte[] four = resource("cmyk-invalid-profile");
    int profile = new String(four, StandardCharsets.ISO_8859_1).indexOf("ICC_PROFILE") - 4;
    int length = 2 + ((four[profile + 2] & 0xFF) << 8) + (four[profile + 3] & 0xFF);
    byte[] segment = Arrays.copyOfRange(four, profile, profile + length);

    assertRefused(with(segment, Photographs.jpeg(16, 16, 0x808080)), "profile");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0xD0, 0xFF})
  void aMarkerWithoutASegmentHidesNoFrame(int marker) throws IOException {
    byte[] plain = resource("cmyk-plain");

    assertThat(JpegHeader.of(with(new byte[] {(byte) 0xFF, (byte) marker}, plain)))
        .isEqualTo(new JpegHeader(4, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 12, 20})
  void aHeaderThatIsCutOffSaysNothing(int bytes) throws IOException {
    assertThat(JpegHeader.of(Arrays.copyOf(resource("cmyk-plain"), bytes)).components()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.6, 0.9, 0.99})
  void aTruncatedImageOfFourColoursIsRefused(double share) throws IOException {
    assertRefused(Photographs.cut(resource("cmyk-adobe"), share));
  }

  @Test
  void anImageBombOfFourColoursIsRefusedByItsHeader() throws IOException {
    byte[] jpeg = Photographs.jpegOfStatedSize(resource("cmyk-plain"), 65_500, 65_500);
    assertRefused(jpeg, "65500 × 65500", "33554432 pixels");
  }

  private static void assertNear(int[] found, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(3));
    }
  }

  private static int[] pixel(Bitmap bitmap, int x, int y) {
    int[] colours = new int[3];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = bitmap.rgb()[3 * (y * bitmap.width() + x) + i] & 0xFF;
    }
    return colours;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageDecoderTest.class.getResourceAsStream(name + ".jpg")) {
      return in.readAllBytes();
    }
  }

  /** Puts bytes after the start of an image. */
  private static byte[] with(byte[] inserted, byte[] jpeg) {
    byte[] all = Arrays.copyOf(jpeg, jpeg.length + inserted.length);
    System.arraycopy(inserted, 0, all, 2, inserted.length);
    System.arraycopy(jpeg, 2, all, 2 + inserted.length, jpeg.length - 2);
    return all;
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
  void aPaletteThatWasOverwrittenIsRefusedAtItsChecksum() {
    byte[] png =
        Photographs.encode(
            Photographs.plain(4, 4, BufferedImage.TYPE_BYTE_INDEXED, 0xFF3300), "png");
    int palette = new String(png, StandardCharsets.ISO_8859_1).indexOf("PLTE");
    Arrays.fill(png, palette + 4, palette + 4 + 3 * 200, (byte) 0x55);

    assertRefused(png, "at byte ", "chunk 'PLTE' has the checksum ", " as the file states");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IHDR", "IDAT", "IEND"})
  void aChunkOfAnotherChecksumIsRefused(String type) {
    byte[] png = Photographs.png(5, 4, 0x0A64F0);
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf(type);
    int length = ByteBuffer.wrap(png).getInt(at - 4);
    png[at + 4 + length] ^= 1;

    assertRefused(png, "at byte " + (at + 4 + length), "chunk '" + type + "' has the checksum ");
  }

  @Test
  void aPngWithoutItsLastChunkIsRefused() {
    byte[] png = Photographs.png(5, 4, 0x0A64F0);

    assertRefused(Arrays.copyOf(png, png.length - 12), "at byte " + (png.length - 12), "IEND");
  }

  @Test
  void whatFollowsAPngIsNotOfTheImage() {
    byte[] png = Photographs.png(5, 4, 0x0A64F0);

    assertThat(firstPixel(Arrays.copyOf(png, png.length + 7))).containsExactly(10, 100, 240);
  }

  @Test
  @Timeout(20)
  void aProgressiveImageOfThousandsOfScansIsRefusedBeforeItIsDecoded() {
    byte[] jpeg = Photographs.jpegOfScans(Photographs.progressive(2048, 2048, 0x808080), 2_000);

    assertThat(jpeg.length).isLessThan(1 << 20);
    assertRefused(jpeg, "2048 × 2048 in 2", "at most 100 scans");
  }

  @Test
  void aLargerImageMayHaveFewerScans() {
    byte[] jpeg = Photographs.jpegOfScans(Photographs.progressive(5_000, 5_000, 0x808080), 40);

    assertRefused(jpeg, "5000 × 5000 in ", "at most 26 scans");
  }

  @Test
  void aProgressiveImageIsReadAsBefore() {
    assertThat(firstPixel(Photographs.progressive(64, 48, 0x808080)))
        .containsExactly(128, 128, 128);
  }

  @Test
  void scansAreCountedUpToTheEndOfTheImage() {
    byte[] jpeg = Photographs.jpeg(16, 16, 0x808080);
    byte[] followed = Arrays.copyOf(jpeg, jpeg.length + 2);
    followed[jpeg.length] = (byte) 0xFF;
    followed[jpeg.length + 1] = (byte) 0xDA;

    assertThat(JpegHeader.scans(jpeg)).isEqualTo(1);
    assertThat(JpegHeader.scans(followed)).isEqualTo(1);
    assertThat(JpegHeader.scans(new byte[] {-1, -40, -1, -38})).isEqualTo(1);
  }

  @Test
  void anotherFormatIsRefusedWhateverItsName() {
    byte[] gif = Photographs.encode(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "gif");
    assertRefused(gif, "at byte 0", "not a JPEG or PNG");
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

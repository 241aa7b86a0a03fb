package backbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import backbench.data.Fit;
import backbench.graph.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Feeds the decoder with damaged images: each is decoded or refused in one line, and in time. */
class ImageFuzzTest {

  private static final Path FILE = Path.of("ant", "image");

  @Test
  void damagedPngsAreDecodedOrRefused() {
    Fuzz fuzz = Fuzz.of("png").repairedBy(ImageFuzzTest::withRightChecksums);
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_USHORT_GRAY)) {
      fuzz.from(Photographs.encode(pattern(type), "png"));
    }

    Fuzz.Outcome outcome = fuzz.feed(ImageFuzzTest::decode);

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  @Test
  void damagedJpegsAreDecodedOrRefused() throws IOException {
    Fuzz fuzz =
        Fuzz.of("jpeg")
            .from(Photographs.encode(pattern(BufferedImage.TYPE_INT_RGB), "jpeg"))
            .from(Photographs.encode(pattern(BufferedImage.TYPE_BYTE_GRAY), "jpeg"))
            .from(Photographs.progressive(24, 20, 0x3377AA));
    for (String name : List.of("cmyk-adobe", "cmyk-progressive", "cmyk-invalid-profile")) {
      try (InputStream in = ImageFuzzTest.class.getResourceAsStream(name + ".jpg")) {
        fuzz.from(in.readAllBytes());
      }
    }

    Fuzz.Outcome outcome = fuzz.feed(ImageFuzzTest::decode);

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  private static void decode(byte[] bytes) {
    ImageDecoder.decode(FILE, bytes, bitmap -> bitmap.resized(Shape.image(3, 8, 8), Fit.CROP));
  }

  private static BufferedImage pattern(int type) {
    BufferedImage image = new BufferedImage(24, 20, type);
    for (int p = 0; p < 24 * 20; p++) {
      image.setRGB(p % 24, p / 24, p * 0x9E3779B1);
    }
    return image;
  }

  private static byte[] withRightChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    int at = 8;
    while (at + 12 <= png.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      bytes.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return bytes.array();
  }
}

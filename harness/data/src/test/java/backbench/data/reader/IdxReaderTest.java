package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {

  @TempDir private Path folder;
  private DataSource.Idx source;
  private Dataset whole;

  @BeforeEach
  void writeWholeFiles() {
    source = IdxFiles.writeAll(folder, "");
    whole = Datasets.open(source);
  }

  private Path trainImages() {
    return folder.resolve("train-images");
  }

  private Path trainLabels() {
    return folder.resolve("train-labels");
  }

  private BackbenchException refused() {
    BackbenchException error =
        catchThrowableOfType(BackbenchException.class, () -> Datasets.open(source));
    assertThat(error).as("the damaged file must be refused").isNotNull();
    return error;
  }

  private void assertInvalid(String... parts) {
    BackbenchException error = refused();
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(error).hasMessageContainingAll(parts).hasMessageContaining("expected");
  }

  @Test
  void wholeFilesGiveTheirPixelsAndLabels() {
    assertThat(whole.train().size()).isEqualTo(7);
    assertThat(whole.test().size()).isEqualTo(4);
    assertThat(whole.train().shape()).isEqualTo(Shape.image(1, 3, 2));
    assertThat(whole.train().classes()).isEqualTo(3);
    assertThat(whole.train().label(4)).isEqualTo(1);
    float[] pixels = new float[8];
    whole.train().copyPixels(6, Scaling.IDENTITY, pixels, 1);
    assertThat(pixels).containsExactly(0, 253, 4, 11, 18, 25, 32, 0);
  }

  @Test
  void rawAndGzipFilesGiveTheSameDatasetUnderEitherName(@TempDir Path other) {
    IdxFiles.writeAll(other, ".gz");
    assertThat(Datasets.open(IdxFiles.source(other, "")).digest()).isEqualTo(whole.digest());
    assertThat(Datasets.open(IdxFiles.source(other, ".gz")).digest()).isEqualTo(whole.digest());
    assertThat(Datasets.open(IdxFiles.source(folder, ".gz")).digest()).isEqualTo(whole.digest());
  }

  @Test
  void theContentTellsGzipFromRawWhateverTheName() {
    IdxFiles.write(trainImages(), IdxFiles.gzip(IdxFiles.images(7, 1)));
    assertThat(Datasets.open(source).digest()).isEqualTo(whole.digest());
  }

  @Test
  void aMissingFileIsReportedWithTheNamesTried() throws Exception {
    Files.delete(trainLabels());
    BackbenchException error = refused();
    assertThat(error.code()).isEqualTo(ErrorCode.IO);
    assertThat(error).hasMessageContainingAll(trainLabels().toString(), trainLabels() + ".gz");
  }

  @Test
  void aFolderInPlaceOfAFileIsReportedAsMissing() throws Exception {
    Files.delete(trainLabels());
    Files.createDirectory(trainLabels());
    assertThat(refused().code()).isEqualTo(ErrorCode.IO);
  }

  @Test
  void everyTruncationOfARawFileIsRefused() {
    for (int length = 0; length < IdxFiles.images(7, 1).length; length++) {
      IdxFiles.write(trainImages(), Arrays.copyOf(IdxFiles.images(7, 1), length));
      assertInvalid(trainImages().toString(), "at byte " + length, "the end of the file");
    }
  }

  @Test
  void everyTruncationOfAGzipFileIsRefused() {
    byte[] gzip = IdxFiles.gzip(IdxFiles.images(7, 1));
    for (int length = 0; length < gzip.length; length++) {
      IdxFiles.write(trainImages(), Arrays.copyOf(gzip, length));
      assertInvalid(trainImages().toString());
    }
  }

  @Test
  void everyChangedBitOfARawHeaderIsRefused() {
    byte[] bytes = IdxFiles.images(7, 1);
    for (int at = 0; at < 16; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) (1 << bit);
        IdxFiles.write(trainImages(), damaged);
        assertInvalid(trainImages().toString());
      }
    }
  }

  @Test
  void noChangedBitOfAGzipFileYieldsOtherContent() {
    byte[] gzip = IdxFiles.gzip(IdxFiles.images(7, 1));
    int refused = 0;
    for (int at = 0; at < gzip.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = gzip.clone();
        damaged[at] ^= (byte) (1 << bit);
        IdxFiles.write(trainImages(), damaged);
        try {
          assertThat(Datasets.open(source).digest()).isEqualTo(whole.digest());
        } catch (BackbenchException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA);
          refused++;
        }
      }
    }
    // Time stamp, level, system and the text flag mean nothing; all else is checked.
    assertThat(refused).isGreaterThan(8 * (gzip.length - 8));
  }

  @ParameterizedTest
  @CsvSource({
    "0x00000D03, at byte 2, 0x0D",
    "0x00000801, at byte 3, 0x01",
    "0x01000803, at byte 0, 0x01",
    "0x00FF0803, at byte 1, 0xFF"
  })
  void anotherMagicNumberIsReportedWithItsPlace(String magic, String place, String found) {
    byte[] bytes = IdxFiles.images(7, 1);
    ByteBuffer.wrap(bytes).putInt(0, Integer.decode(magic));
    IdxFiles.write(trainImages(), bytes);
    assertInvalid(trainImages().toString(), place, found, "0x00000803");
  }

  @Test
  void imagesInPlaceOfLabelsAreReportedByTheirMagicNumber() {
    IdxFiles.write(trainLabels(), IdxFiles.images(7, 1));
    assertInvalid(trainLabels().toString(), "at byte 3", "0x03", "0x00000801");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12})
  void aDimensionOfZeroIsRefused(int at) {
    byte[] bytes = IdxFiles.images(7, 1);
    ByteBuffer.wrap(bytes).putInt(at, 0);
    IdxFiles.write(trainImages(), bytes);
    assertInvalid("at byte " + at, "is 0");
  }

  @Test
  void sizesPastTheLimitAreRefusedWithoutOverflow() {
    for (boolean gzip : new boolean[] {false, true}) {
      byte[] bytes = IdxFiles.images(7, 1);
      ByteBuffer.wrap(bytes).putInt(4, -1).putInt(8, -1).putInt(12, -1);
      IdxFiles.write(trainImages(), gzip ? IdxFiles.gzip(bytes) : bytes);
      assertInvalid("at byte 4", "is 4294967295", "at most 1073741824 bytes");
    }
  }

  @Test
  void aSizeThatTheFileCannotHoldIsRefusedBeforeMemoryIsTaken() {
    for (boolean gzip : new boolean[] {false, true}) {
      byte[] bytes = IdxFiles.images(7, 1);
      ByteBuffer.wrap(bytes).putInt(4, 1 << 10).putInt(8, 1 << 10).putInt(12, 1 << 10);
      IdxFiles.write(trainImages(), gzip ? IdxFiles.gzip(bytes) : bytes);
      assertInvalid("at most here", "1024 × 1024 × 1024");
    }
  }

  @Test
  void aGzipBombIsReadNoFurtherThanItsDeclaredSize() {
    byte[] bomb = Arrays.copyOf(IdxFiles.images(7, 1), 64 << 20);
    IdxFiles.write(trainImages(), IdxFiles.gzip(bomb));
    assertInvalid("at byte 58", "more data", "the end of the file");
  }

  @Test
  void trailingBytesAreRefused() {
    byte[] bytes = IdxFiles.images(7, 1);
    IdxFiles.write(trainImages(), Arrays.copyOf(bytes, bytes.length + 1));
    assertInvalid("at byte " + bytes.length, "more data");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 100_000})
  void whateverFollowsTheGzipStreamIsRefused(int extra) {
    byte[] gzip = IdxFiles.gzip(IdxFiles.images(7, 1));
    IdxFiles.write(trainImages(), Arrays.copyOf(gzip, gzip.length + extra));
    assertInvalid("data follows the end of the gzip stream");
  }

  @Test
  void aSecondGzipStreamIsRefused() {
    byte[] gzip = IdxFiles.gzip(IdxFiles.images(7, 1));
    byte[] twice = Arrays.copyOf(gzip, 2 * gzip.length);
    System.arraycopy(gzip, 0, twice, gzip.length, gzip.length);
    IdxFiles.write(trainImages(), twice);
    assertInvalid("data follows the end of the gzip stream");
  }

  @Test
  void aGzipFileWithAnOriginalNameIsRead() {
    byte[] gzip = IdxFiles.gzip(IdxFiles.images(7, 1));
    byte[] name = "train-images\0".getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer named = ByteBuffer.allocate(gzip.length + name.length);
    named.put(gzip, 0, 10).put(name).put(gzip, 10, gzip.length - 10).put(3, (byte) 8);
    IdxFiles.write(trainImages(), named.array());
    assertThat(Datasets.open(source).digest()).isEqualTo(whole.digest());
  }

  @Test
  void aLabelOutOfRangeIsReportedWithItsPlace() {
    byte[] bytes = IdxFiles.labels(7);
    bytes[8 + 5] = 3;
    IdxFiles.write(trainLabels(), bytes);
    assertInvalid(trainLabels().toString(), "at byte 13", "label 3", "0 to 2");
    bytes[8 + 5] = (byte) 200;
    IdxFiles.write(trainLabels(), bytes);
    assertInvalid("label 200");
  }

  @Test
  void fewerLabelsThanImagesAreRefused() {
    IdxFiles.write(trainLabels(), IdxFiles.labels(6));
    assertInvalid(trainLabels().toString(), "6 labels", "7", trainImages().toString());
  }

  @Test
  void testImagesOfAnotherSizeAreRefused() {
    byte[] bytes = IdxFiles.images(4, 90);
    ByteBuffer.wrap(bytes).putInt(8, 2).putInt(12, 3);
    IdxFiles.write(folder.resolve("test-images"), bytes);
    assertInvalid("test-images", "images of 2 × 3", "3 × 2");
  }

  @Test
  void everyChangedPixelOrLabelChangesTheDigest() {
    for (String name : new String[] {"train-images", "test-images"}) {
      int count = name.startsWith("train") ? 7 : 4;
      byte[] bytes = IdxFiles.images(count, count == 7 ? 1 : 90);
      for (int at = 16; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at]++;
        IdxFiles.write(folder.resolve(name), changed);
        assertThat(Datasets.open(source).digest()).isNotEqualTo(whole.digest());
      }
      IdxFiles.write(folder.resolve(name), bytes);
    }
    byte[] labels = IdxFiles.labels(7);
    labels[8] = 2;
    IdxFiles.write(trainLabels(), labels);
    assertThat(Datasets.open(source).digest()).isNotEqualTo(whole.digest());
  }
}

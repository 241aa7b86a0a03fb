package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CifarReaderTest {

  private static final int RECORD = 3073;

  @TempDir private Path folder;
  private DataSource.CifarBinary source;

  @BeforeEach
  void writeWholeFiles() {
    IdxFiles.write(folder.resolve("one.bin"), records(3, 0));
    IdxFiles.write(folder.resolve("two.bin"), records(2, 3));
    IdxFiles.write(folder.resolve("test.bin"), records(4, 5));
    source = new DataSource.CifarBinary(names("one.bin", "two.bin"), names("test.bin"));
  }

  private List<String> names(String... names) {
    return Arrays.stream(names).map(name -> folder.resolve(name).toString()).toList();
  }

  /** Makes records whose labels count from a number; plane c of record r is full of 10·r + c. */
  private static byte[] records(int count, int firstLabel) {
    byte[] bytes = new byte[count * RECORD];
    for (int record = 0; record < count; record++) {
      bytes[record * RECORD] = (byte) (firstLabel + record);
      for (int plane = 0; plane < 3; plane++) {
        int from = record * RECORD + 1 + plane * 1024;
        Arrays.fill(bytes, from, from + 1024, (byte) (10 * (firstLabel + record) + plane));
      }
    }
    return bytes;
  }

  @Test
  void recordsOfAllFilesFollowEachOther() {
    Dataset dataset = Datasets.open(source);
    assertThat(dataset.train().shape()).isEqualTo(Shape.image(3, 32, 32));
    assertThat(dataset.train().classes()).isEqualTo(10);
    assertThat(dataset.train().size()).isEqualTo(5);
    assertThat(dataset.test().size()).isEqualTo(4);
    float[] pixels = new float[3072];
    for (int i = 0; i < 5; i++) {
      assertThat(dataset.train().label(i)).isEqualTo(i);
      dataset.train().copyPixels(i, Scaling.IDENTITY, pixels, 0);
      assertThat(pixels[0]).isEqualTo(10 * i);
      assertThat(pixels[1024]).isEqualTo(10 * i + 1);
      assertThat(pixels[3071]).isEqualTo(10 * i + 2);
    }
    assertThat(Datasets.check(source)).isEqualTo(new Datasets.Sizes(5, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, RECORD - 1, RECORD + 1, 2 * RECORD - 1, 2 * RECORD + 7})
  void whatIsNoWholeNumberOfRecordsIsRefused(int length) {
    IdxFiles.write(folder.resolve("two.bin"), Arrays.copyOf(records(3, 3), length));
    Refusals.assertInvalid(source, "two.bin at byte " + length, "records of 3073 bytes");
  }

  @Test
  void aLabelOutOfRangeIsReportedWithItsPlace() {
    byte[] bytes = records(4, 5);
    bytes[2 * RECORD] = 10;
    IdxFiles.write(folder.resolve("test.bin"), bytes);
    Refusals.assertInvalid(source, "test.bin at byte 6146", "label 10", "0 to 9");
    bytes[2 * RECORD] = (byte) 200;
    IdxFiles.write(folder.resolve("test.bin"), bytes);
    Refusals.assertInvalid(source, "label 200");
  }

  @Test
  void filesPastTheLimitAreRefusedBeforeMemoryIsTaken() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("two.bin").toFile(), "rw")) {
      file.setLength(349_526L * RECORD);
    }
    Refusals.assertInvalid(source, "two.bin", "at most 1073741824 bytes");
  }

  @Test
  void aMissingFileIsReported() throws IOException {
    Files.delete(folder.resolve("test.bin"));
    Refusals.assertRefused(ErrorCode.IO, source, "no such file", "test.bin");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path outside) throws IOException {
    Files.move(folder.resolve("test.bin"), outside.resolve("test.bin"));
    Files.createSymbolicLink(folder.resolve("test.bin"), outside.resolve("test.bin"));
    Refusals.assertInvalid(source, "test.bin", "a link to", "inside the folder");
  }

  @Test
  void theRealSetHasItsPublishedSizes() {
    Path real = RealData.folder("cifar-10-batches-bin");
    Dataset dataset =
        Datasets.open(
            new DataSource.CifarBinary(
                List.of(1, 2, 3, 4, 5).stream()
                    .map(i -> real.resolve("data_batch_" + i + ".bin").toString())
                    .toList(),
                List.of(real.resolve("test_batch.bin").toString())));
    assertThat(counts(dataset.train())).containsOnly(5_000);
    assertThat(counts(dataset.test())).containsOnly(1_000);
    // The first training image is a frog, whose first pixel is (59, 62, 63).
    assertThat(dataset.train().label(0)).isEqualTo(6);
    float[] pixels = new float[3072];
    dataset.train().copyPixels(0, Scaling.IDENTITY, pixels, 0);
    assertThat(List.of(pixels[0], pixels[1024], pixels[2048])).containsExactly(59f, 62f, 63f);
  }

  private static int[] counts(Samples samples) {
    int[] counts = new int[10];
    for (int i = 0; i < samples.size(); i++) {
      counts[samples.label(i)]++;
    }
    return counts;
  }
}

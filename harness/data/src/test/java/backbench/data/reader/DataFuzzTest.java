package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Scaling;
import backbench.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds the readers of data files with damaged ones: each is read or refused in one line. */
class DataFuzzTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void damagedIdxFilesAreReadOrRefused(String ending) {
    DataSource.Idx source = IdxFiles.writeAll(folder, ending);
    byte[] images = IdxFiles.images(7, 1);
    Path file = folder.resolve("train-images" + ending);

    Fuzz fuzz = Fuzz.of("idx" + ending);
    if (ending.isEmpty()) {
      fuzz.from(images);
    } else {
      // Half of the damage is to what is packed: the checksum and the length are then right.
      fuzz.from(IdxFiles.gzip(images)).from(images).repairedBy(IdxFiles::gzip);
    }
    Fuzz.Outcome outcome =
        fuzz.feed(
            bytes -> {
              Files.write(file, bytes);
              use(Datasets.open(source));
            });

    assertThat(outcome.refused()).isPositive();
  }

  @Test
  void damagedLabelsAreReadOrRefused() {
    DataSource.Idx source = IdxFiles.writeAll(folder, "");

    Fuzz.of("idx-labels")
        .from(IdxFiles.labels(7))
        .feed(
            bytes -> {
              Files.write(folder.resolve("train-labels"), bytes);
              use(Datasets.open(source));
            });
  }

  @Test
  void damagedCifarFilesAreReadOrRefused() {
    byte[] records = new byte[3 * CifarReader.RECORD_BYTES];
    IdxFiles.write(folder.resolve("test.bin"), records);
    Path file = folder.resolve("train.bin");
    DataSource.CifarBinary source =
        new DataSource.CifarBinary(
            List.of(file.toString()), List.of(folder.resolve("test.bin").toString()));

    Fuzz.Outcome outcome =
        Fuzz.of("cifar")
            .from(records)
            .from(new byte[CifarReader.RECORD_BYTES])
            .feed(
                bytes -> {
                  Files.write(file, bytes);
                  use(Datasets.open(source));
                });

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "u1"})
  void damagedArchivesOfArraysAreReadOrRefused(String type) throws IOException {
    Path file = folder.resolve("set.npz");
    Map<String, byte[]> arrays =
        Map.of(
            "x", NpzFiles.array((type.equals("u1") ? "|" : "<") + type, "3, 4", new double[12]),
            "y", NpzFiles.array("<i4", "3, 1", 2, 0, 1),
            "tx", NpzFiles.array((type.equals("u1") ? "|" : "<") + type, "1, 4", 1, 1, 0, 0),
            "ty", NpzFiles.array("<i8", "1, 3", 0, 0, 1));
    DataSource.Npz source =
        new DataSource.Npz(
            file.toString(),
            Shape.image(1, 2, 2),
            3,
            type.equals("u1") ? 255 : 1,
            new DataSource.Arrays("x", "y"),
            Optional.empty(),
            new DataSource.Arrays("tx", "ty"));
    NpzFiles.write(file, false, arrays);
    byte[] stored = Files.readAllBytes(file);
    NpzFiles.write(file, true, arrays);

    Fuzz.Outcome outcome =
        Fuzz.of("npz-" + type)
            .from(stored)
            .from(Files.readAllBytes(file))
            .repairedBy(DataFuzzTest::withRightChecksums)
            .feed(
                bytes -> {
                  Files.write(file, bytes);
                  use(Datasets.open(source));
                });

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  private static void use(Dataset dataset) {
    float[] pixels = new float[dataset.train().shape().size()];
    for (int i = 0; i < dataset.train().size(); i++) {
      dataset.train().copyPixels(i, Scaling.UNIT, pixels, 0);
    }
  }

  /** Corrects the checksums of stored entries in place, in their own headers and in the index. */
  private static byte[] withRightChecksums(byte[] archive) {
    ByteBuffer bytes = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 46 <= archive.length; at++) {
      if (bytes.getInt(at) == 0x02014b50 && bytes.getShort(at + 10) == 0) {
        int local = bytes.getInt(at + 42);
        int size = bytes.getInt(at + 24);
        if (local < 0 || local > archive.length - 30 || size < 0) {
          continue;
        }
        int from =
            local
                + 30
                + (bytes.getShort(local + 26) & 0xFFFF)
                + (bytes.getShort(local + 28) & 0xFFFF);
        if (from > archive.length || size > archive.length - from) {
          continue;
        }
        CRC32 crc = new CRC32();
        crc.update(archive, from, size);
        bytes.putInt(at + 16, (int) crc.getValue()).putInt(local + 14, (int) crc.getValue());
      }
    }
    return bytes.array();
  }
}

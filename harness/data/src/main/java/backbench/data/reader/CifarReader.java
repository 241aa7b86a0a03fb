package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.graph.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads datasets in the binary format of CIFAR-10 (Krizhevsky, "Learning multiple layers of
 * features from tiny images", 2009): records of a label and 32 × 32 red, green and blue values, row
 * by row, a byte each, and nothing else.
 */
final class CifarReader {

  static final Shape SHAPE = DataSource.CifarBinary.SHAPE;
  static final int CLASSES = DataSource.CifarBinary.CLASSES;
  static final int RECORD_BYTES = 1 + SHAPE.size();

  private static final int MOST_BYTES = IdxArray.MOST_BYTES;
  private static final int BUFFER_BYTES = 1 << 16;

  private CifarReader() {}

  static Dataset read(DataSource.CifarBinary source) {
    return Dataset.of(samples(source.train()), samples(source.test()));
  }

  private static Samples samples(List<String> names) {
    List<Path> files = new ArrayList<>();
    int[] records = new int[names.size()];
    long all = 0;
    for (String name : names) {
      Path file = DataFiles.require(name);
      records[files.size()] = records(file, MOST_BYTES - all * RECORD_BYTES);
      all += records[files.size()];
      files.add(file);
    }
    byte[] pixels = new byte[(int) all * SHAPE.size()];
    byte[] labels = new byte[(int) all];
    int next = 0;
    for (int i = 0; i < records.length; i++) {
      read(files.get(i), records[i], pixels, labels, next);
      next += records[i];
    }
    return new Samples(SHAPE, CLASSES, pixels, labels);
  }

  /** Counts the records of a file, by its size. */
  private static int records(Path file, long mostBytes) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
    if (size == 0 || size % RECORD_BYTES != 0) {
      throw DataErrors.invalid(
          file,
          size,
          "the end of the file" + (size == 0 ? "" : ", within record " + size / RECORD_BYTES),
          "a whole number of records of " + RECORD_BYTES + " bytes");
    }
    if (size > mostBytes) {
      throw DataErrors.invalid(
          file, size + " bytes", "at most " + MOST_BYTES + " bytes in all files of a set");
    }
    return (int) (size / RECORD_BYTES);
  }

  private static void read(Path file, int records, byte[] pixels, byte[] labels, int first) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      for (int record = 0; record < records; record++) {
        long at = (long) record * RECORD_BYTES;
        int label = in.read();
        if (label >= CLASSES) {
          throw DataErrors.invalid(file, at, "label " + label, "0 to " + (CLASSES - 1));
        }
        int from = (first + record) * SHAPE.size();
        if (label < 0 || in.readNBytes(pixels, from, SHAPE.size()) < SHAPE.size()) {
          throw DataErrors.invalid(
              file,
              at,
              "the end of the file",
              records + " records; the file was truncated while it was read");
        }
        labels[first + record] = (byte) label;
      }
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
  }
}

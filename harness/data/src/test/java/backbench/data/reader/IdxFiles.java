package backbench.data.reader;

import backbench.data.DataSource;
import backbench.graph.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, whole ones, that tests then damage. */
final class IdxFiles {

  static final int HEIGHT = 3;
  static final int WIDTH = 2;

  private IdxFiles() {}

  /** Makes the bytes of an image file; pixel p of all is p · 7 + shade. */
  static byte[] images(int count, int shade) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * HEIGHT * WIDTH);
    bytes.putInt(0x0803).putInt(count).putInt(HEIGHT).putInt(WIDTH);
    for (int p = 0; bytes.hasRemaining(); p++) {
      bytes.put((byte) (p * 7 + shade));
    }
    return bytes.array();
  }

  /** Makes the bytes of a label file: 0, 1, 2, 0, 1, … */
  static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(0x0801).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i % 3));
    }
    return bytes.array();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes four whole files of three classes: 7 training and 4 test samples. */
  static DataSource.Idx writeAll(Path folder, String ending) {
    boolean gzip = ending.equals(".gz");
    byte[][] contents = {images(7, 1), labels(7), images(4, 90), labels(4)};
    String[] names = {"train-images", "train-labels", "test-images", "test-labels"};
    for (int i = 0; i < names.length; i++) {
      write(folder.resolve(names[i] + ending), gzip ? gzip(contents[i]) : contents[i]);
    }
    return source(folder, "");
  }

  static DataSource.Idx source(Path folder, String ending) {
    return new DataSource.Idx(
        folder.resolve("train-images" + ending).toString(),
        folder.resolve("train-labels" + ending).toString(),
        folder.resolve("test-images" + ending).toString(),
        folder.resolve("test-labels" + ending).toString(),
        Shape.image(1, HEIGHT, WIDTH),
        3);
  }
}

package backbench.data.image;

import backbench.commons.Sha256;
import backbench.data.DataErrors;
import backbench.data.Fit;
import backbench.data.Pixels;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Decodes images when they are asked for, and keeps as many as there is memory set aside for.
 *
 * <p>Those that were decoded first are kept for good: an epoch is a permutation, in which those
 * that were used last are no likelier to come next. A file is told by its SHA-256, so that one that
 * changes after it was opened is noticed when it is decoded again.
 */
public final class ImageFiles implements Pixels {

  /**
   * Holds an image that was found.
   *
   * @param name the category and the file, as in {@code ant/image_0001.jpg}
   * @param file where it is
   * @param sha256 of the file's bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(String name, Path file, byte[] sha256) {

    /**
     * Reads a file and checks its header.
     *
     * @throws BackbenchException IO if it cannot be read, INVALID_DATA if it is damaged or too
     *     large
     */
    public static Entry of(String name, Path file) {
      byte[] bytes = bytes(file);
      ImageDecoder.check(file, bytes);
      return new Entry(name, file, Sha256.bytes(bytes));
    }
  }

  private final List<Entry> entries;
  private final Shape shape;
  private final Fit fit;
  private final AtomicReferenceArray<byte[]> kept;
  private final AtomicReferenceArray<byte[]> digests;
  private final AtomicLong bytesLeft;

  /**
   * Takes files that were found.
   *
   * @param bytesToKeep the most bytes of decoded images to keep
   */
  public ImageFiles(List<Entry> entries, Shape shape, Fit fit, long bytesToKeep) {
    this.entries = List.copyOf(entries);
    this.shape = shape;
    this.fit = fit;
    this.kept = new AtomicReferenceArray<>(entries.size());
    this.digests = new AtomicReferenceArray<>(entries.size());
    this.bytesLeft = new AtomicLong(bytesToKeep);
  }

  @Override
  public int images() {
    return entries.size();
  }

  /** Returns how many images are kept. */
  int keptImages() {
    return (int) IntStream.range(0, kept.length()).filter(i -> kept.get(i) != null).count();
  }

  @Override
  public void copy(int image, Scaling scaling, float[] into, int offset) {
    float[] table = scaling.table();
    byte[] pixels = pixels(image);
    for (int i = 0; i < pixels.length; i++) {
      into[offset + i] = table[pixels[i] & 0xFF];
    }
  }

  @Override
  public void copyRaw(int image, byte[] into, int offset) {
    byte[] pixels = pixels(image);
    System.arraycopy(pixels, 0, into, offset, pixels.length);
  }

  @Override
  public boolean decodesEachTime(int first, int count) {
    return IntStream.range(first, first + count).anyMatch(image -> kept.get(image) == null);
  }

  /** Adds the SHA-256 of each image's pixels, which is known once it was decoded. */
  @Override
  public void digest(int first, int count, MessageDigest digest) {
    for (int image = first; image < first + count; image++) {
      byte[] known = digests.get(image);
      digest.update(known == null ? Sha256.bytes(pixels(image)) : known);
    }
  }

  /** Adds the rule of resizing, and of each image the name and the digest of its file. */
  @Override
  public void identify(int first, int count, MessageDigest digest) {
    update(digest, fit.name());
    for (Entry entry : entries.subList(first, first + count)) {
      update(digest, entry.name());
      digest.update(entry.sha256());
    }
  }

  @Override
  public void prepare(int first, int count) {
    IntStream.range(first, first + count)
        .parallel()
        .filter(image -> bytesLeft.get() >= shape.size())
        .forEach(this::pixels);
  }

  private byte[] pixels(int image) {
    byte[] known = kept.get(image);
    if (known != null) {
      return known;
    }
    byte[] decoded = decode(entries.get(image));
    if (digests.get(image) == null) {
      digests.set(image, Sha256.bytes(decoded));
    }
    boolean room = bytesLeft.addAndGet(-decoded.length) >= 0;
    if (!room || !kept.compareAndSet(image, null, decoded)) {
      bytesLeft.addAndGet(decoded.length);
    }
    return decoded;
  }

  private byte[] decode(Entry entry) {
    byte[] bytes = bytes(entry.file());
    if (!Arrays.equals(Sha256.bytes(bytes), entry.sha256())) {
      throw DataErrors.invalid(
          entry.file(), "the file has changed since it was opened", "an unchanged file");
    }
    return ImageDecoder.decode(entry.file(), bytes, bitmap -> bitmap.resized(shape, fit));
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ImageDecoder.MOST_FILE_BYTES + 1);
      if (bytes.length > ImageDecoder.MOST_FILE_BYTES) {
        throw DataErrors.invalid(
            file,
            "more than " + ImageDecoder.MOST_FILE_BYTES + " bytes",
            "at most " + ImageDecoder.MOST_FILE_BYTES);
      }
      return bytes;
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}

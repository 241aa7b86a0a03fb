package backbench.commons.fuzz;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a reader with damaged copies of valid files, the same ones each time.
 *
 * <p>{@code -Dbackbench.fuzz.inputs=50000} makes it long. What a reader does not answer as it
 * should is kept under {@code target/fuzz}; put there, it belongs into the corpus of the reader.
 */
public final class Fuzz {

  /** The property that says how many inputs each reader is fed with. */
  public static final String INPUTS = "backbench.fuzz.inputs";

  private static final int USUAL_INPUTS = 400;
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final String name;
  private final List<byte[]> valid = new ArrayList<>();
  private UnaryOperator<byte[]> repair = UnaryOperator.identity();
  private @Nullable Pattern words;

  private Fuzz(String name) {
    this.name = name;
  }

  /** Reads bytes, and returns or throws a {@link BackbenchException} or an {@link IOException}. */
  public interface Reader {
    /** Reads. */
    void read(byte[] bytes) throws IOException;
  }

  /**
   * Counts what came of the inputs.
   *
   * @param read how many were read
   * @param refused how many were refused as they should be
   */
  public record Outcome(int read, int refused) {}

  /** Starts to describe how a reader is fed. */
  public static Fuzz of(String name) {
    return new Fuzz(name);
  }

  /** Adds a valid file. */
  public Fuzz from(byte[] file) {
    valid.add(file.clone());
    return this;
  }

  /** Adds the findings of earlier times: {@code fuzz/NAME-*.bin} beside a test. */
  public Fuzz corpus(Class<?> test, String... files) {
    for (String file : files) {
      try (InputStream in = test.getResourceAsStream("fuzz/" + file)) {
        if (in == null) {
          throw new IllegalArgumentException("no fuzz/" + file + " beside " + test);
        }
        valid.add(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  /** Repairs checksums of what was damaged, so that it gets past them half of the time. */
  public Fuzz repairedBy(UnaryOperator<byte[]> how) {
    repair = how;
    return this;
  }

  /** Damages mostly the words of a text that a pattern finds. */
  public Fuzz words(String pattern) {
    words = Pattern.compile(pattern);
    return this;
  }

  /** Returns how many inputs a reader is fed with. */
  public static int inputs() {
    return Integer.getInteger(INPUTS, USUAL_INPUTS);
  }

  /**
   * Feeds a reader.
   *
   * @throws AssertionError if it answers an input by anything but its own errors, or not in time
   */
  public Outcome feed(Reader reader) {
    int read = 0;
    int refused = 0;
    for (byte[] each : valid) {
      if (answers(reader, each, "valid")) {
        read++;
      } else {
        refused++;
      }
    }
    int inputs = inputs();
    for (int number = 0; number < inputs; number++) {
      SplittableRandom random = new SplittableRandom(31L * name.hashCode() + number);
      byte[] from = valid.get(random.nextInt(valid.size()));
      byte[] damaged = new Mutator(random).damaged(from, valid, words);
      byte[] input = random.nextBoolean() ? repair.apply(damaged) : damaged;
      if (answers(reader, input, String.valueOf(number))) {
        read++;
      } else {
        refused++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "fuzz %s: %d inputs, %d read, %d refused%n",
        name,
        read + refused,
        read,
        refused);
    return new Outcome(read, refused);
  }

  private boolean answers(Reader reader, byte[] input, String number) {
    long start = System.nanoTime();
    boolean read = false;
    try {
      reader.read(input);
      read = true;
    } catch (BackbenchException | IOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.isBlank() || message.equals("null")) {
        throw found(input, number, "refused without a word", e);
      }
    } catch (Exception | LinkageError | VirtualMachineError e) {
      throw found(input, number, e.toString(), e);
    }
    long nanos = System.nanoTime() - start;
    if (nanos > LONGEST_NANOS) {
      throw found(input, number, nanos / 1_000_000 + " ms", null);
    }
    return read;
  }

  private AssertionError found(byte[] input, String number, String what, Throwable cause) {
    Path file = Path.of("target", "fuzz", name + "-" + number + ".bin");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AssertionError(
        name + ": input " + number + ", kept as " + file + ": " + what, cause);
  }
}

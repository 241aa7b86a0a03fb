package backbench.cli.option;

import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the whole numbers of options, each between bounds of its own. */
public abstract class WholeNumber implements ITypeConverter<Integer> {

  private static final int MOST_THREADS = 1024;
  private static final int MOST_IN_A_LINE = 100;

  private final int least;
  private final int most;

  private WholeNumber(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Integer convert(String value) {
    return Math.toIntExact(read(value, least, most));
  }

  private static long read(String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, in words of our own.
    }
    throw new TypeConversionException(
        "'%s'; expected a whole number from %d to %d".formatted(value, least, most));
  }

  /** Reads a number of epochs. */
  public static final class Epochs extends WholeNumber {
    /** Makes the reader. */
    public Epochs() {
      super(1, RecipeSpec.MOST_EPOCHS);
    }
  }

  /** Reads a number of forks. */
  public static final class Forks extends WholeNumber {
    /** Makes the reader. */
    public Forks() {
      super(1, MeasureSpec.MOST_FORKS);
    }
  }

  /** Reads a number of threads. */
  public static final class Threads extends WholeNumber {
    /** Makes the reader. */
    public Threads() {
      super(1, MOST_THREADS);
    }
  }

  /** Reads a number of images in a row or a column. */
  public static final class InALine extends WholeNumber {
    /** Makes the reader. */
    public InALine() {
      super(1, MOST_IN_A_LINE);
    }
  }

  /** Reads a seed. */
  public static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return read(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }
}

package backbench.data.reader;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import java.util.Arrays;

/**
 * Makes Cluttered MNIST (Mnih et al., "Recurrent Models of Visual Attention", 2014; Jaderberg et
 * al., "Spatial Transformer Networks", 2015) from digits in IDX files, by the algorithm of the
 * published generator.
 *
 * <p>Onto 60 × 60 zeros, six pieces of 8 × 8 pixels are added: each from a digit of the split drawn
 * with replacement, to a place and from a place that are uniform. The sum is clamped; then the
 * whole target digit is added at a uniform place, and the sum is clamped again. Targets come from
 * permutations of the split, one after the other. The generator adds values k / 255 and clamps at
 * 1; adding bytes and clamping at 255 is the same without rounding.
 *
 * <p>Sample i of a split has a random stream of its own, and so has each permutation: a sample does
 * not depend on how many are made.
 */
final class ClutteredIdx {

  private static final Shape SHAPE = DataSource.Cluttered.SHAPE;
  private static final int SIDE = SHAPE.height();
  private static final int DIGIT = DataSource.Cluttered.DIGIT.height();
  private static final int PIECES = 6;
  private static final int PIECE = 8;
  private static final int WHITE = 255;

  private final long seed;
  private final byte[] pixels;
  private final byte[] labels;
  private final int[] canvas = new int[SIDE * SIDE];
  private int made;

  private ClutteredIdx(long seed, int samples) {
    this.seed = seed;
    this.pixels = new byte[samples * SHAPE.size()];
    this.labels = new byte[samples];
  }

  /** Reads the digits and makes both sets; the validation samples are the last of training. */
  static Dataset make(DataSource.Cluttered source) {
    Digits training = trainingDigits(source);
    Digits test = testDigits(source);
    int learning = training.count() - source.heldOut();
    ClutteredIdx train = new ClutteredIdx(source.seed(), source.train() + source.validation());
    train.add("train", training.part(0, learning), source.train());
    train.add("validation", training.part(learning, source.heldOut()), source.validation());
    ClutteredIdx tested = new ClutteredIdx(source.seed(), source.test());
    tested.add("test", test, source.test());
    int classes = source.digits().classes();
    return Dataset.of(train.samples(classes), tested.samples(classes));
  }

  /** Reads the digits and makes nothing of them, to see whether that would go well. */
  static void check(DataSource.Cluttered source) {
    trainingDigits(source);
    testDigits(source);
  }

  private static Digits trainingDigits(DataSource.Cluttered source) {
    DataSource.Idx files = source.digits();
    Digits digits = Digits.read(files.trainImages(), files.trainLabels(), files);
    if (source.heldOut() >= digits.count()) {
      throw new BackbenchException(
          ErrorCode.INVALID_DATA,
          files.trainImages()
              + ": "
              + digits.count()
              + " digits; expected more than the "
              + source.heldOut()
              + " that are held out for validation");
    }
    return digits;
  }

  private static Digits testDigits(DataSource.Cluttered source) {
    DataSource.Idx files = source.digits();
    return Digits.read(files.testImages(), files.testLabels(), files);
  }

  private Samples samples(int classes) {
    return new Samples(SHAPE, classes, pixels, labels);
  }

  private void add(String split, Digits digits, int count) {
    String stream = "cluttered/" + split;
    int[] targets = new int[digits.count()];
    for (int i = 0; i < count; i++) {
      int turn = i % targets.length;
      if (turn == 0) {
        Arrays.setAll(targets, digit -> digit);
        PinnedRandom.stream(seed, stream + "/targets", i / targets.length).shuffle(targets);
      }
      draw(digits, targets[turn], PinnedRandom.stream(seed, stream, i));
      labels[made] = digits.label(targets[turn]);
      int from = made * canvas.length;
      for (int p = 0; p < canvas.length; p++) {
        pixels[from + p] = (byte) canvas[p];
      }
      made++;
    }
  }

  private void draw(Digits digits, int target, PinnedRandom random) {
    Arrays.fill(canvas, 0);
    int[] others = new int[PIECES];
    Arrays.setAll(others, piece -> random.nextInt(digits.count()));
    for (int other : others) {
      int toRow = random.nextInt(SIDE - PIECE + 1);
      int toColumn = random.nextInt(SIDE - PIECE + 1);
      int fromRow = random.nextInt(DIGIT - PIECE + 1);
      int fromColumn = random.nextInt(DIGIT - PIECE + 1);
      paste(digits, other, fromRow, fromColumn, PIECE, toRow, toColumn);
    }
    clamp();
    int toRow = random.nextInt(SIDE - DIGIT + 1);
    int toColumn = random.nextInt(SIDE - DIGIT + 1);
    paste(digits, target, 0, 0, DIGIT, toRow, toColumn);
    clamp();
  }

  private void paste(
      Digits digits, int digit, int fromRow, int fromColumn, int side, int toRow, int toColumn) {
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        canvas[(toRow + row) * SIDE + toColumn + column] +=
            digits.pixel(digit, fromRow + row, fromColumn + column);
      }
    }
  }

  private void clamp() {
    for (int p = 0; p < canvas.length; p++) {
      canvas[p] = Math.min(canvas[p], WHITE);
    }
  }

  /** Holds the digits that one split is made of. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Digits(byte[] pixels, byte[] labels, int first, int count) {

    static Digits read(String images, String labels, DataSource.Idx source) {
      IdxReader.Labelled all = IdxReader.labelled(images, labels, source);
      return new Digits(all.images().data(), all.labels().data(), 0, all.images().dims()[0]);
    }

    Digits part(int from, int size) {
      return new Digits(pixels, labels, first + from, size);
    }

    byte label(int digit) {
      return labels[first + digit];
    }

    int pixel(int digit, int row, int column) {
      return pixels[((first + digit) * DIGIT + row) * DIGIT + column] & 0xFF;
    }
  }
}

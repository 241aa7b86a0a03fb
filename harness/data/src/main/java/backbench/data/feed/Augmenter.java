package backbench.data.feed;

import backbench.data.Augmentation;
import backbench.data.Samples;
import backbench.error.BackbenchException;
import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Varies the images of one set as an {@link Augmentation} says.
 *
 * <p>Immutable, and safe for any number of threads.
 */
public final class Augmenter {

  private final Augmentation augmentation;
  private final Shape from;
  private final Shape to;
  private final boolean random;
  private final long seed;
  private final @Nullable PrincipalColours colours;

  private Augmenter(
      Augmentation augmentation,
      Shape from,
      boolean random,
      long seed,
      @Nullable PrincipalColours colours) {
    this.augmentation = augmentation;
    this.from = from;
    this.to = augmentation.shape(from);
    this.random = random;
    this.seed = seed;
    this.colours = colours;
  }

  /**
   * Prepares to vary the samples that a network learns from; goes through all their pixels if there
   * is lighting.
   *
   * @param seed starts what is drawn for each epoch and sample
   * @throws BackbenchException INVALID_ARGUMENT if the augmentation does not fit the samples
   */
  public static Augmenter training(Augmentation augmentation, Samples samples, long seed) {
    augmentation.shape(samples.shape());
    return new Augmenter(
        augmentation,
        samples.shape(),
        true,
        seed,
        augmentation.lighting() > 0 ? PrincipalColours.of(samples) : null);
  }

  /**
   * Prepares to feed samples that a network only predicts: cropped at the centre, not varied.
   *
   * @throws BackbenchException INVALID_ARGUMENT if the augmentation does not fit samples of the
   *     shape
   */
  public static Augmenter heldOut(Augmentation augmentation, Shape samples) {
    return new Augmenter(augmentation, samples, false, 0, null);
  }

  /**
   * Holds what was drawn for one image.
   *
   * @param top the row of the image that becomes the first; below 0 in the padding
   * @param left the column that becomes the first, or the last if flipped; likewise
   * @param flipped whether it is mirrored
   * @param tint what is added to its colours
   */
  record Draw(int top, int left, boolean flipped, Tint tint) {}

  /** Returns the shape in which the network sees a sample. */
  public Shape shape() {
    return to;
  }

  /** Tells whether samples are fed as they are. */
  boolean isIdentity() {
    return augmentation.isNone() || (!random && from.equals(to));
  }

  /** Tells whether colours are changed. */
  boolean tints() {
    return random && colours != null;
  }

  /**
   * Draws what becomes of a sample.
   *
   * @param epoch from 0
   * @param index the sample's place in the training set
   */
  Draw draw(int epoch, int index) {
    int freeRows = from.height() - to.height();
    int freeColumns = from.width() - to.width();
    if (!random) {
      return new Draw(freeRows / 2, freeColumns / 2, false, Tint.NONE);
    }
    int padding = augmentation.crop().map(Augmentation.Crop::padding).orElse(0);
    long epochSeed = PinnedRandom.stream(seed, "augmentation", epoch).nextLong();
    PinnedRandom drawn = PinnedRandom.stream(epochSeed, "sample", index);
    // Always drawn, and in this order: one part of an augmentation does not depend on another.
    boolean flipped = drawn.nextDouble() < augmentation.flip();
    int top = drawn.nextInt(freeRows + 2 * padding + 1) - padding;
    int left = drawn.nextInt(freeColumns + 2 * padding + 1) - padding;
    return new Draw(top, left, flipped, tint(drawn));
  }

  private Tint tint(PinnedRandom drawn) {
    if (colours == null) {
      return Tint.NONE;
    }
    double[] multiples = new double[Augmentation.COLOURS];
    for (int k = 0; k < multiples.length; k++) {
      multiples[k] = augmentation.lighting() * drawn.nextGaussian();
    }
    return colours.tint(multiples);
  }

  /**
   * Copies the part of an image that was drawn; its tint is left to the scaling.
   *
   * @param raw the image's pixels
   * @param into receives {@code shape().size()} pixels
   * @param offset where in {@code into} they begin
   */
  void copy(Draw draw, byte[] raw, byte[] into, int offset) {
    int at = offset;
    for (int channel = 0; channel < to.channels(); channel++) {
      for (int y = 0; y < to.height(); y++) {
        int row = draw.top() + y;
        if (row < 0 || row >= from.height()) {
          Arrays.fill(into, at, at + to.width(), (byte) 0);
        } else {
          copyRow(draw, raw, (channel * from.height() + row) * from.width(), into, at);
        }
        at += to.width();
      }
    }
  }

  private void copyRow(Draw draw, byte[] raw, int rowStart, byte[] into, int offset) {
    int width = to.width();
    // The columns of the part that lie in the image and not in the padding.
    int first = Math.max(0, -draw.left());
    int last = Math.min(width, from.width() - draw.left());
    if (first > 0 || last < width) {
      Arrays.fill(into, offset, offset + width, (byte) 0);
    }
    if (draw.flipped()) {
      for (int x = first; x < last; x++) {
        into[offset + width - 1 - x] = raw[rowStart + draw.left() + x];
      }
    } else {
      System.arraycopy(raw, rowStart + draw.left() + first, into, offset + first, last - first);
    }
  }
}

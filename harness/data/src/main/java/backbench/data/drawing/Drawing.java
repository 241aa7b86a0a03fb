package backbench.data.drawing;

import backbench.graph.Shape;
import java.util.Locale;

/** Lists what can be drawn: each a kind of images, the same for the same seed on every machine. */
public enum Drawing {
  /** Handwritten digits on black, in the place of MNIST: [1, 28, 28], 10 classes. */
  DIGITS(1, PlainDigits.SIDE, 10),
  /** Coloured digits on coloured grounds, in the place of CIFAR-10: [3, 32, 32], 10 classes. */
  COLOUR_DIGITS(Light.CHANNELS, ColourDigits.SIDE, 10),
  /**
   * Digits anywhere among pieces of other digits, in the place of Cluttered MNIST: [1, 60, 60], 10
   * classes.
   */
  CLUTTERED_DIGITS(1, ClutteredDigits.SIDE, 10),
  /**
   * Lit objects before a background, in the place of photographs: [3, 227, 227], 45 classes, each
   * an outline with a texture.
   */
  SCENES(Light.CHANNELS, Scenes.SIDE, Scenes.CLASSES);

  /** The most bytes of pixels in one set: 1 GiB, as in a file. */
  private static final int MOST_BYTES = 1 << 30;

  private static final int MOST_SAMPLES = 1_000_000;

  private final int channels;
  private final int side;
  private final int classes;

  Drawing(int channels, int side, int classes) {
    this.channels = channels;
    this.side = side;
    this.classes = classes;
  }

  /** Returns the shape of an image. */
  public Shape shape() {
    return Shape.image(channels, side, side);
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns how many samples a set may have: a million, or what fits in 1 GiB if that is less. */
  public int mostSamples() {
    return Math.min(MOST_SAMPLES, MOST_BYTES / shape().size());
  }

  /** Returns the name in lower case, as in {@code colour_digits}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Makes a painter of such images. */
  public Painter painter() {
    return switch (this) {
      case DIGITS -> new PlainDigits();
      case COLOUR_DIGITS -> new ColourDigits();
      case CLUTTERED_DIGITS -> new ClutteredDigits();
      case SCENES -> new Scenes();
    };
  }
}

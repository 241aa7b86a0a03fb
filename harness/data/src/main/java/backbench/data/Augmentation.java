package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how training images are varied, anew in every epoch, as plain data that can travel to a
 * worker.
 *
 * <p>In this order: crop, flip, lighting; then the scaling. What is drawn for an image depends on
 * the run's seed, the epoch and the image's place in the training set alone. Images that are only
 * predicted are cropped at their centre and not varied.
 *
 * @param flip the probability that an image is mirrored, left for right; 0 for never
 * @param crop which part of an image is taken; empty for all of it
 * @param lighting the standard deviation of the multiples of the principal colours that are added
 *     (Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
 *     networks", 2012, section 4.1: 0.1); 0 for none
 */
public record Augmentation(double flip, Optional<Crop> crop, double lighting) {

  /** Leaves images as they are. */
  public static final Augmentation NONE = new Augmentation(0, Optional.empty(), 0);

  /** The most pixels that may be added on a side. */
  public static final int MOST_PADDING = 1024;

  /** The channels of an image in colour. */
  public static final int COLOURS = 3;

  /** Says which part of an image is taken. */
  public sealed interface Crop {

    /** Calls the visitor's method for this kind of crop. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Handles each kind of crop.
     *
     * @param <R> what is made of a crop
     */
    interface Visitor<R> {
      /** Handles a part of the padded image. */
      R padded(Padded crop);

      /** Handles a part of a larger image. */
      R window(Window crop);
    }

    /** Returns how many black pixels are added on each side before a part is taken. */
    int padding();

    /** Returns the shape of the part that is taken of samples. */
    Shape shape(Shape samples);

    /** Says why the crop cannot be taken of images of some shape; empty if it can. */
    Optional<String> misfit(Shape samples);

    /** Puts the crop into words. */
    String inWords();

    /**
     * Adds black pixels on all four sides and takes a part of the image's own size: the image is
     * moved by up to so many pixels each way.
     *
     * @param pixels on each side, 1 to {@value #MOST_PADDING}
     */
    record Padded(int pixels) implements Crop {
      /** Checks the range. */
      public Padded {
        if (pixels < 1 || pixels > MOST_PADDING) {
          throw invalid("a crop's padding must be 1 to " + MOST_PADDING + " pixels, not " + pixels);
        }
      }

      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.padded(this);
      }

      @Override
      public int padding() {
        return pixels;
      }

      @Override
      public Shape shape(Shape samples) {
        return samples;
      }

      @Override
      public Optional<String> misfit(Shape samples) {
        return pixels < Math.min(samples.height(), samples.width())
            ? Optional.empty()
            : Optional.of(
                "padding by %d pixels around samples %s; expected less than their height and width"
                    .formatted(pixels, samples));
      }

      @Override
      public String inWords() {
        return "crop after padding by " + pixels;
      }
    }

    /**
     * Takes a part of a larger image, which is the size that the network sees.
     *
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     */
    record Window(int height, int width) implements Crop {
      /** Checks the range. */
      public Window {
        if (height < 1 || width < 1) {
          throw invalid("a crop must be at least 1 by 1 pixels, not " + height + " by " + width);
        }
      }

      @Override
      public <R> R accept(Visitor<R> visitor) {
        return visitor.window(this);
      }

      @Override
      public int padding() {
        return 0;
      }

      @Override
      public Shape shape(Shape samples) {
        return Shape.image(samples.channels(), height, width);
      }

      @Override
      public Optional<String> misfit(Shape samples) {
        return height <= samples.height() && width <= samples.width()
            ? Optional.empty()
            : Optional.of(
                "%d by %d pixels of samples %s; expected a crop within the samples"
                    .formatted(height, width, samples));
      }

      @Override
      public String inWords() {
        return "crop to " + height + " by " + width;
      }
    }
  }

  /**
   * Says why an augmentation cannot be had of samples of some shape.
   *
   * @param key which part of the augmentation: {@code flip}, {@code crop} or {@code lighting}
   * @param reason what is wrong and what was expected
   */
  public record Misfit(String key, String reason) {}

  /** Checks the ranges. */
  public Augmentation {
    if (!(flip >= 0 && flip <= 1)) {
      throw invalid("the probability of a flip must be from 0 to 1, not " + flip);
    }
    if (!(lighting >= 0 && Double.isFinite(lighting))) {
      throw invalid("the deviation of the lighting must be 0 or more, not " + lighting);
    }
  }

  /** Tells whether images are fed as they are. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** Finds what does not fit samples of a shape; empty if all does. */
  public Optional<Misfit> misfit(Shape samples) {
    if (flip > 0 && !samples.isImage()) {
      return Optional.of(new Misfit("flip", "samples " + samples + "; expected images"));
    }
    if (crop.isPresent() && !samples.isImage()) {
      return Optional.of(new Misfit("crop", "samples " + samples + "; expected images"));
    }
    Optional<String> badCrop = crop.flatMap(taken -> taken.misfit(samples));
    if (badCrop.isPresent()) {
      return badCrop.map(reason -> new Misfit("crop", reason));
    }
    if (lighting > 0 && (!samples.isImage() || samples.channels() != COLOURS)) {
      return Optional.of(
          new Misfit(
              "lighting", "samples " + samples + "; expected colour images of three channels"));
    }
    return Optional.empty();
  }

  /**
   * Returns the shape in which a network sees samples.
   *
   * @throws BackbenchException INVALID_ARGUMENT if the augmentation does not fit them
   */
  public Shape shape(Shape samples) {
    misfit(samples)
        .ifPresent(
            misfit -> {
              throw invalid(misfit.key() + ": " + misfit.reason());
            });
    return crop.map(taken -> taken.shape(samples)).orElse(samples);
  }

  /** Puts the augmentation into words: {@code flip 0.5, crop after padding by 4}; empty if none. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    if (flip > 0) {
      words.add("flip " + flip);
    }
    crop.ifPresent(taken -> words.add(taken.inWords()));
    if (lighting > 0) {
      words.add("lighting " + lighting);
    }
    return String.join(", ", words);
  }

  private static BackbenchException invalid(String message) {
    return new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
  }
}

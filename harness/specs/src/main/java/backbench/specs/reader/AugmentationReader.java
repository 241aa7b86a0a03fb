package backbench.specs.reader;

import backbench.data.Augmentation;
import backbench.graph.Shape;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.util.List;
import java.util.Map;

/** Reads how training images are varied: {@code none}, or what is said of it. */
final class AugmentationReader {

  static final List<String> KEYS = List.of("flip", "crop", "lighting");
  static final List<String> CROP_KEYS = List.of("pad", "size");
  static final Map<String, Augmentation> NAMED = Map.of("none", Augmentation.NONE);

  private static final int LARGEST_SIDE = 65_536;

  private AugmentationReader() {}

  static Augmentation read(YamlValue value) {
    if (value.isText()) {
      return value.choice(NAMED);
    }
    if (!value.isMapping()) {
      throw value.expected("none, or {flip: …, crop: …, lighting: …}");
    }
    YamlFields fields = fields(value);
    Augmentation read =
        new Augmentation(
            fields
                .optional("flip")
                .map(flip -> flip.number("a number above 0 and at most 1", x -> x > 0 && x <= 1))
                .orElse(0.0),
            fields.optional("crop").map(AugmentationReader::crop),
            fields
                .optional("lighting")
                .map(lighting -> lighting.number("a number above 0", x -> x > 0))
                .orElse(0.0));
    if (read.isNone()) {
      throw value.error("no flip, crop or lighting; expected at least one of them, or none");
    }
    return read;
  }

  /**
   * Checks an augmentation that was read against the samples that it is for.
   *
   * @param samples the shape of one
   */
  static Augmentation fitting(YamlValue value, Shape samples) {
    Augmentation read = read(value);
    read.misfit(samples)
        .ifPresent(
            misfit -> {
              throw fields(value).required(misfit.key()).error(misfit.reason());
            });
    return read;
  }

  private static YamlFields fields(YamlValue value) {
    return value.fields("an augmentation", KEYS);
  }

  private static Augmentation.Crop crop(YamlValue value) {
    YamlFields.Choice choice = value.fields("a crop", CROP_KEYS).choice();
    if (choice.key().equals("pad")) {
      return new Augmentation.Crop.Padded(choice.value().integer(1, Augmentation.MOST_PADDING));
    }
    if (!choice.value().isList()) {
      int side = choice.value().integer(1, LARGEST_SIDE);
      return new Augmentation.Crop.Window(side, side);
    }
    List<YamlValue> sides = choice.value().items(2, 2, "a whole number or [height, width]");
    return new Augmentation.Crop.Window(
        sides.get(0).integer(1, LARGEST_SIDE), sides.get(1).integer(1, LARGEST_SIDE));
  }
}

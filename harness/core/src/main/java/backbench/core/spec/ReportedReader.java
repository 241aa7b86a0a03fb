package backbench.core.spec;

import backbench.core.result.Reported;
import backbench.core.yaml.YamlFields;
import backbench.core.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a document reports of a network. */
final class ReportedReader {

  static final List<String> KEYS =
      List.of(
          "source",
          "parameters",
          "accuracy",
          "loss",
          "validation_accuracy",
          "validation_loss",
          "train_accuracy",
          "epoch_seconds",
          "curve",
          "caveat");
  static final List<String> CURVE_KEYS =
      List.of(
          "train_loss",
          "loss",
          "accuracy",
          "train_accuracy",
          "validation_loss",
          "validation_accuracy");

  private ReportedReader() {}

  /**
   * Reads the numbers; throws {@code INVALID_SPEC} if they are of a network of another size.
   *
   * @param network what they are said to be of
   * @param epochs of the recipe that they are said to be of
   */
  static Reported read(YamlValue value, ArchitectureSpec network, int epochs) {
    YamlFields fields = value.fields("a report", KEYS);
    return new Reported(
        epochs,
        fields.optional("parameters").map(count -> parameters(count, network)).orElse(null),
        optionalFraction(fields, "accuracy"),
        optionalLoss(fields, "loss"),
        optionalFraction(fields, "validation_accuracy"),
        optionalLoss(fields, "validation_loss"),
        optionalFraction(fields, "train_accuracy"),
        fields.optional("epoch_seconds").map(ReportedReader::seconds).orElse(null),
        fields.optional("curve").map(ReportedReader::curve).orElse(Reported.Curve.NONE),
        fields.optional("caveat").map(YamlValue::text).orElse(null),
        fields.required("source").text());
  }

  private static long parameters(YamlValue value, ArchitectureSpec network) {
    long reported = value.whole(1, Long.MAX_VALUE);
    long own = network.graph().parameterCount();
    if (reported != own) {
      throw value.expected(own + ", the parameters of '" + network.id() + "'");
    }
    return reported;
  }

  private static @Nullable Double optionalFraction(YamlFields fields, String key) {
    return fields.optional(key).map(ReportedReader::fraction).orElse(null);
  }

  private static double fraction(YamlValue value) {
    return value.number("a fraction from 0 to 1", x -> x >= 0 && x <= 1);
  }

  private static @Nullable Double optionalLoss(YamlFields fields, String key) {
    return fields.optional(key).map(ReportedReader::loss).orElse(null);
  }

  private static double loss(YamlValue value) {
    return value.number("a number from 0", x -> x >= 0);
  }

  private static Reported.Seconds seconds(YamlValue value) {
    if (!value.isList()) {
      double seconds = positive(value);
      return new Reported.Seconds(seconds, seconds);
    }
    List<YamlValue> bounds = value.items(2, 2, "a number, or [shortest, longest]");
    double low = positive(bounds.get(0));
    double high = bounds.get(1).number("a number not below the shortest", x -> x >= low);
    return new Reported.Seconds(low, high);
  }

  private static double positive(YamlValue value) {
    return value.number("a number above 0", x -> x > 0);
  }

  private static Reported.Curve curve(YamlValue value) {
    YamlFields fields = value.fields("a curve", CURVE_KEYS);
    return new Reported.Curve(
        epochs(fields.optional("train_loss"), false),
        epochs(fields.optional("loss"), false),
        epochs(fields.optional("accuracy"), true),
        epochs(fields.optional("train_accuracy"), true),
        epochs(fields.optional("validation_loss"), false),
        epochs(fields.optional("validation_accuracy"), true));
  }

  private static List<Double> epochs(Optional<YamlValue> list, boolean fractions) {
    return list.map(
            values ->
                values.items(1, RecipeSpec.MOST_EPOCHS).stream()
                    .map(each -> fractions ? fraction(each) : loss(each))
                    .toList())
        .orElse(List.of());
  }
}

package backbench.specs.reader;

import backbench.results.Reported;
import backbench.specs.ArchitectureSpec;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
   * Reads the numbers; throws {@code INVALID_SPEC} if they are of a network of another size, if a
   * curve has more values than there are epochs, or if one of all epochs ends elsewhere than at
   * what is reported after the last.
   *
   * @param network what they are said to be of
   * @param epochs of the recipe that they are said to be of
   */
  static Reported read(YamlValue value, ArchitectureSpec network, int epochs) {
    YamlFields fields = value.fields("a report", KEYS);
    return new Reported(
        epochs,
        fields.required("source").text(),
        fields.optional("caveat").map(YamlValue::text).orElse(null),
        fields.optional("parameters").map(count -> parameters(count, network)).orElse(null),
        new Reported.Scores(
            fraction(fields, "accuracy"),
            loss(fields, "loss"),
            fraction(fields, "validation_accuracy"),
            loss(fields, "validation_loss"),
            fraction(fields, "train_accuracy")),
        fields.optional("epoch_seconds").map(ReportedReader::seconds).orElse(null),
        fields
            .optional("curve")
            .map(curve -> curve(curve, fields, epochs))
            .orElse(Reported.Curve.NONE));
  }

  private static long parameters(YamlValue value, ArchitectureSpec network) {
    long reported = value.whole(1, Long.MAX_VALUE);
    long own = network.graph().parameterCount();
    if (reported != own) {
      throw value.expected(own + ", the parameter count of '" + network.id() + "'");
    }
    return reported;
  }

  private static @Nullable Double fraction(YamlFields fields, String key) {
    return fields.optional(key).map(ReportedReader::fraction).orElse(null);
  }

  private static double fraction(YamlValue value) {
    return value.number("a fraction from 0 to 1", x -> x >= 0 && x <= 1);
  }

  private static @Nullable Double loss(YamlFields fields, String key) {
    return fields.optional(key).map(ReportedReader::loss).orElse(null);
  }

  private static double loss(YamlValue value) {
    return value.number("a number of at least 0", x -> x >= 0);
  }

  private static Reported.Seconds seconds(YamlValue value) {
    if (!value.isList()) {
      double seconds = positive(value);
      return new Reported.Seconds(seconds, seconds);
    }
    List<YamlValue> bounds = value.items(2, 2, "a number, or [shortest, longest]");
    double low = positive(bounds.get(0));
    double high = bounds.get(1).number("a number of at least the shortest", x -> x >= low);
    return new Reported.Seconds(low, high);
  }

  private static double positive(YamlValue value) {
    return value.number("a number above 0", x -> x > 0);
  }

  private static Reported.Curve curve(YamlValue value, YamlFields last, int epochs) {
    YamlFields fields = value.fields("a curve", CURVE_KEYS);
    return new Reported.Curve(
        epochs(fields, "train_loss", epochs, ReportedReader::loss, null),
        epochs(fields, "loss", epochs, ReportedReader::loss, loss(last, "loss")),
        epochs(fields, "accuracy", epochs, ReportedReader::fraction, fraction(last, "accuracy")),
        epochs(
            fields,
            "train_accuracy",
            epochs,
            ReportedReader::fraction,
            fraction(last, "train_accuracy")),
        epochs(
            fields, "validation_loss", epochs, ReportedReader::loss, loss(last, "validation_loss")),
        epochs(
            fields,
            "validation_accuracy",
            epochs,
            ReportedReader::fraction,
            fraction(last, "validation_accuracy")));
  }

  private static List<Double> epochs(
      YamlFields curve,
      String key,
      int epochs,
      ToDoubleFunction<YamlValue> number,
      @Nullable Double last) {
    Optional<YamlValue> list = curve.optional(key);
    if (list.isEmpty()) {
      return List.of();
    }
    String what = "1 to " + epochs + " values: at most one for each epoch of the recipe";
    List<YamlValue> values = list.get().items(1, epochs, what);
    if (values.get(values.size() - 1).isNull()) {
      throw values
          .get(values.size() - 1)
          .expected("a number, since the list ends with the last reported epoch");
    }
    List<Double> numbers =
        values.stream()
            .mapToDouble(value -> value.isNull() ? Double.NaN : number.applyAsDouble(value))
            .boxed()
            .toList();
    if (last != null && numbers.size() == epochs && !numbers.get(epochs - 1).equals(last)) {
      throw values
          .get(epochs - 1)
          .expected(last + ", the number reported after the last of " + epochs + " epochs");
    }
    return numbers;
  }
}

package backbench.specs.reader;

import backbench.graph.Initializer;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads how parameters start: {@code zeros}, {@code ones}, {@code glorot_uniform}, {@code
 * he_normal}, {@code {normal: deviation}} or {@code {values: [...]}}.
 */
final class InitializerReader {

  static final List<String> KEYS = List.of("normal", "values");
  static final Map<String, Initializer> CONSTANTS =
      ordered(
          Map.entry("zeros", new Initializer.Zeros()), Map.entry("ones", new Initializer.Ones()));
  static final Map<String, Initializer> FAN_BASED =
      ordered(
          Map.entry("glorot_uniform", new Initializer.GlorotUniform()),
          Map.entry("he_normal", new Initializer.HeNormal()));

  private static final int MOST_VALUES = 65_536;

  private InitializerReader() {}

  /** Reads how weights start. */
  static Initializer weights(YamlValue value) {
    Map<String, Initializer> names = new LinkedHashMap<>(CONSTANTS);
    names.putAll(FAN_BASED);
    return read(value, names);
  }

  /** Reads how biases start; they have no fan to scale by. */
  static Initializer biases(YamlValue value) {
    return read(value, CONSTANTS);
  }

  private static Initializer read(YamlValue value, Map<String, Initializer> names) {
    if (value.isText()) {
      return value.choice(names);
    }
    if (!value.isMapping()) {
      throw value.expected(
          "one of " + String.join(", ", names.keySet()) + ", {normal: …} or {values: […]}");
    }
    YamlFields.Choice choice = value.fields("an initialiser", KEYS).choice();
    if (choice.key().equals("normal")) {
      return new Initializer.Normal(choice.value().number("a number above 0", x -> x > 0));
    }
    return new Initializer.Values(
        choice.value().items(1, MOST_VALUES).stream().map(YamlValue::number).toList());
  }

  @SafeVarargs
  private static Map<String, Initializer> ordered(Map.Entry<String, Initializer>... entries) {
    Map<String, Initializer> map = new LinkedHashMap<>();
    for (Map.Entry<String, Initializer> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return Collections.unmodifiableMap(map);
  }
}

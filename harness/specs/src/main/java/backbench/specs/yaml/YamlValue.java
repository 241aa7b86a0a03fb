package backbench.specs.yaml;

import backbench.commons.NearestName;
import backbench.commons.Printable;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;

/**
 * Reads a value as what it must be; every reader throws {@code INVALID_SPEC} at the value's place
 * if it is not.
 *
 * <p>Types follow YAML 1.2's core schema, without its rarer spellings: text that looks like a
 * number or a flag needs quotes, numbers are decimal.
 */
public final class YamlValue {

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern OTHER_TYPE =
      Pattern.compile(
          "|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
              + "|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final int LONGEST_TEXT = 1000;

  private final YamlNode node;
  private final String name;

  private YamlValue(YamlNode node, String name) {
    this.node = node;
    this.name = name;
  }

  /** Starts at the root of a file. */
  public static YamlValue root(YamlNode node) {
    return new YamlValue(node, "");
  }

  static YamlValue of(YamlNode.Entry entry) {
    return new YamlValue(entry.value(), entry.key());
  }

  /** Returns where the value starts. */
  public Location location() {
    return node.location();
  }

  /** Tells whether the value has keys. */
  public boolean isMapping() {
    return node instanceof YamlNode.Mapping;
  }

  /** Tells whether the value is a list. */
  public boolean isList() {
    return node instanceof YamlNode.Sequence;
  }

  /** Tells whether there is no value: {@code ~} or {@code null}. */
  public boolean isNull() {
    return node instanceof YamlNode.Scalar scalar
        && scalar.plain()
        && (scalar.text().equals("~") || scalar.text().equals("null"));
  }

  /** Tells whether the value reads as text. */
  public boolean isText() {
    return node instanceof YamlNode.Scalar scalar && isText(scalar);
  }

  /** Reads text of one line, from 1 to 1,000 printable characters. */
  public String text() {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw expected("text");
    }
    if (!isText(scalar)) {
      throw expected("text (quote a number or flag to make it text)");
    }
    // Titles reach terminals and pages: escape sequences and writing-direction marks stay out.
    if (scalar.text().isBlank()
        || scalar.text().length() > LONGEST_TEXT
        || scalar.text().codePoints().anyMatch(Printable::isUnprintable)) {
      throw expected("one line of 1 to " + LONGEST_TEXT + " printable characters");
    }
    return scalar.text();
  }

  /** Reads a whole number within bounds, both included. */
  public int integer(int least, int most) {
    return (int) whole(least, most);
  }

  /** Reads a whole number within bounds, both included. */
  public long whole(long least, long most) {
    String what = "a whole number from " + least + " to " + most;
    if (!(node instanceof YamlNode.Scalar scalar)
        || !scalar.plain()
        || !WHOLE.matcher(scalar.text()).matches()) {
      throw expected(what);
    }
    long value;
    try {
      value = Long.parseLong(scalar.text());
    } catch (NumberFormatException e) {
      throw YamlErrors.at(ErrorCode.INVALID_SPEC, location(), expectation(what), e);
    }
    if (value < least || value > most) {
      throw expected(what);
    }
    return value;
  }

  /** Reads a finite number. */
  public double number() {
    return number("a number", Double::isFinite);
  }

  /**
   * Reads a finite number with a condition.
   *
   * @param what the condition in words: {@code a number above 0}
   */
  public double number(String what, DoublePredicate condition) {
    if (!(node instanceof YamlNode.Scalar scalar)
        || !scalar.plain()
        || !NUMBER.matcher(scalar.text()).matches()) {
      throw expected(what);
    }
    double value = Double.parseDouble(scalar.text());
    if (!Double.isFinite(value) || !condition.test(value)) {
      throw expected(what);
    }
    return value;
  }

  /** Reads {@code true} or {@code false}. */
  public boolean flag() {
    if (node instanceof YamlNode.Scalar scalar && scalar.plain()) {
      if (scalar.text().equals("true")) {
        return true;
      }
      if (scalar.text().equals("false")) {
        return false;
      }
    }
    throw expected("true or false");
  }

  /** Reads one of a set of names. */
  public <T> T choice(Map<String, T> choices) {
    String what = "one of " + String.join(", ", choices.keySet());
    if (!isText()) {
      throw expected(what);
    }
    String text = text();
    T chosen = choices.get(text);
    if (chosen == null) {
      throw error(found() + NearestName.suggestion(text, choices.keySet(), "; expected " + what));
    }
    return chosen;
  }

  /** Reads a list whose length is within bounds, both included. */
  public List<YamlValue> items(int least, int most) {
    return items(least, most, "a list of " + least + " to " + most + " values");
  }

  /**
   * Reads a list whose length is within bounds, both included.
   *
   * @param what names the values in errors: {@code [height, width]}
   */
  public List<YamlValue> items(int least, int most, String what) {
    if (!(node instanceof YamlNode.Sequence sequence)
        || sequence.items().size() < least
        || sequence.items().size() > most) {
      throw expected(what);
    }
    return sequence.items().stream().map(item -> new YamlValue(item, name)).toList();
  }

  /**
   * Reads a mapping whose keys are all known.
   *
   * @param what names the mapping in errors: {@code a recipe}
   */
  public YamlFields fields(String what, Collection<String> known) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw expected(what + " with the keys " + String.join(", ", known));
    }
    return new YamlFields(mapping, what, known);
  }

  /**
   * Reads a mapping before it is known which keys it may have; {@link #fields} must follow.
   *
   * @param what names the mapping in errors: {@code a node}
   */
  public YamlFields fieldsOfAnyName(String what) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw expected(what);
    }
    return new YamlFields(
        mapping, what, mapping.entries().stream().map(YamlNode.Entry::key).toList());
  }

  /** Makes the error of a value that has the wrong type or range. */
  public BackbenchException expected(String what) {
    return YamlErrors.at(location(), expectation(what));
  }

  /** Makes an error at the value's place, which starts with its key. */
  public BackbenchException error(String message) {
    return YamlErrors.at(location(), name.isEmpty() ? message : name + ": " + message);
  }

  private String expectation(String what) {
    return (name.isEmpty() ? "" : name + ": ") + found() + "; expected " + what;
  }

  private String found() {
    if (node instanceof YamlNode.Sequence sequence) {
      int size = sequence.items().size();
      return size == 1 ? "a list of 1 value" : "a list of " + size + " values";
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text().isEmpty() ? "nothing" : Quote.of(scalar.text());
    }
    return "a mapping";
  }

  private static boolean isText(YamlNode.Scalar scalar) {
    return !scalar.plain()
        || !(NUMBER.matcher(scalar.text()).matches()
            || OTHER_TYPE.matcher(scalar.text()).matches());
  }
}

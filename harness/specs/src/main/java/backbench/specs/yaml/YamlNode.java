package backbench.specs.yaml;

import backbench.error.Location;
import java.util.List;

/** Holds a part of a YAML file, with its place. */
public sealed interface YamlNode {

  /** Returns where the part starts. */
  Location location();

  /**
   * Holds a single value.
   *
   * @param location where it starts
   * @param text its characters, without quotes
   * @param plain whether it was written without quotes, so that it may be a number or a flag
   */
  record Scalar(Location location, String text, boolean plain) implements YamlNode {}

  /**
   * Holds a list.
   *
   * @param location where it starts
   * @param items its values, in order
   */
  record Sequence(Location location, List<YamlNode> items) implements YamlNode {
    /** Copies the items. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Holds values by key.
   *
   * @param location where it starts
   * @param entries its values in order; no key occurs twice
   */
  record Mapping(Location location, List<Entry> entries) implements YamlNode {
    /** Copies the entries. */
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Holds a key and its value.
   *
   * @param location where the key starts
   * @param key the key
   * @param value its value
   */
  record Entry(Location location, String key, YamlNode value) {}
}

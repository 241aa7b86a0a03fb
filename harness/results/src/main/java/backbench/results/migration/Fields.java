package backbench.results.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the properties of an object one by one, so that none gets lost or is made up. */
final class Fields {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode node;
  private final String path;

  private Fields(JsonNode node, String path) {
    if (!(node instanceof ObjectNode object)) {
      throw new TreeException(path, "expected an object");
    }
    this.node = object;
    this.path = path;
  }

  /** Starts at the top of a tree. */
  static Fields of(ObjectNode tree) {
    return new Fields(tree, "");
  }

  String path() {
    return path;
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** Takes a property away. */
  JsonNode take(String name) {
    JsonNode value = node.remove(name);
    if (value == null) {
      throw new TreeException(path, "no property '" + name + "', expected one");
    }
    return value;
  }

  /** Takes away a property that holds an object. */
  Fields object(String name) {
    return new Fields(take(name), under(name));
  }

  /** Takes away a property that holds an object or null. */
  Optional<Fields> optional(String name) {
    JsonNode value = take(name);
    return value.isNull() ? Optional.empty() : Optional.of(new Fields(value, under(name)));
  }

  /** Takes away a property that holds a list of objects. */
  List<Fields> objects(String name) {
    return objects(take(name), under(name));
  }

  /** Looks at objects by names that are no part of the format, without taking them. */
  List<Entry> peekEntries(String name) {
    Fields map = peek(name);
    List<Entry> entries = new ArrayList<>();
    for (var each : map.node.properties()) {
      entries.add(new Entry(each.getKey(), new Fields(each.getValue(), map.under(each.getKey()))));
    }
    return entries;
  }

  /** One object of those that have names. */
  record Entry(String name, Fields fields) {}

  /** Takes away a property that holds a whole number. */
  int whole(String name) {
    JsonNode value = take(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new TreeException(under(name), "expected a whole number");
    }
    return value.intValue();
  }

  /** Looks at a property without taking it. */
  Fields peek(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new TreeException(path, "no property '" + name + "', expected one");
    }
    return new Fields(value, under(name));
  }

  /** Looks at a list of objects without taking it. */
  List<Fields> peekAll(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new TreeException(path, "no property '" + name + "', expected one");
    }
    return objects(value, under(name));
  }

  /** Looks at a property without taking it; null where it is not there. */
  JsonNode look(String name) {
    JsonNode value = node.get(name);
    return value == null ? NODES.nullNode() : value;
  }

  /** Adds a property unless it is there. */
  void fill(String name, JsonNode value) {
    if (!node.has(name)) {
      node.set(name, value);
    }
  }

  /** Adds a property that says that something was not measured, unless it is there. */
  void fillNull(String name) {
    fill(name, NODES.nullNode());
  }

  /** Moves properties to another object, under their own names. */
  Fields move(ObjectNode to, String... names) {
    for (String name : names) {
      to.set(name, take(name));
    }
    return this;
  }

  /** Moves a property to another object, under another name. */
  Fields rename(ObjectNode to, String from, String name) {
    to.set(name, take(from));
    return this;
  }

  /** Checks that every property was taken. */
  void end() {
    if (!node.isEmpty()) {
      throw new TreeException(path, "unknown property '" + node.fieldNames().next() + "'");
    }
  }

  private static List<Fields> objects(JsonNode value, String path) {
    if (!(value instanceof ArrayNode list)) {
      throw new TreeException(path, "expected a list");
    }
    List<Fields> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      all.add(new Fields(list.get(i), path + "[" + i + "]"));
    }
    return all;
  }

  private String under(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

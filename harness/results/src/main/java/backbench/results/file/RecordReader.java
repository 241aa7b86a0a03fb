package backbench.results.file;

import backbench.results.migration.TreeException;
import backbench.results.samples.PartException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns trees into records, strictly: every component is there, nothing else is, and each has its
 * type.
 *
 * <p>Jackson's own binding does that as well, and says in errors what means nothing to a person:
 * class names, indexes of parameters, names of its switches.
 */
final class RecordReader {

  private static final int LONGEST_QUOTE = 40;

  /** Years of five digits and more are nobody's, and differences of them overflow. */
  private static final Instant END_OF_TIMES = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private RecordReader() {}

  /**
   * Reads a record.
   *
   * @throws TreeException with the place if the tree is not one
   */
  static <T> T read(JsonNode tree, Class<T> type) {
    return type.cast(value(tree, type, ""));
  }

  private static Object value(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(node, arguments[0], path)
          : map(node, arguments[1], path);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord()) {
      return record(node, raw, path);
    }
    if (raw.isSealed()) {
      return variant(node, raw, path);
    }
    return raw.isEnum() ? constant(node, raw, path) : scalar(node, raw, path);
  }

  private static Object scalar(JsonNode node, Class<?> type, String path) {
    if (type == String.class) {
      require(node.isTextual(), node, path, "a text");
      return node.textValue();
    }
    if (type == Instant.class) {
      return instant(node, path);
    }
    if (type == boolean.class || type == Boolean.class) {
      require(node.isBoolean(), node, path, "true or false");
      return node.booleanValue();
    }
    if (type == int.class || type == Integer.class) {
      require(
          node.isIntegralNumber() && node.canConvertToInt(),
          node,
          path,
          "a whole number of 32 bits");
      return node.intValue();
    }
    if (type == long.class || type == Long.class) {
      require(
          node.isIntegralNumber() && node.canConvertToLong(),
          node,
          path,
          "a whole number of 64 bits");
      return node.longValue();
    }
    return real(node, path);
  }

  private static Object real(JsonNode node, String path) {
    Double named = node.isTextual() ? NOT_FINITE.get(node.textValue()) : null;
    if (named != null) {
      return named;
    }
    require(
        node.isNumber() && Double.isFinite(node.doubleValue()),
        node,
        path,
        "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
    return node.doubleValue();
  }

  private static Instant instant(JsonNode node, String path) {
    try {
      if (node.isTextual()) {
        Instant instant = Instant.parse(node.textValue());
        if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(END_OF_TIMES)) {
          return instant;
        }
      }
    } catch (DateTimeException e) {
      // Refused below, in words of our own.
    }
    throw unexpected(node, path, "an instant from 1970 to 9999 such as \"2026-01-31T12:00:00Z\"");
  }

  private static Object constant(JsonNode node, Class<?> type, String path) {
    Object[] constants = type.getEnumConstants();
    for (Object each : constants) {
      if (node.isTextual() && ((Enum<?>) each).name().equals(node.textValue())) {
        return each;
      }
    }
    throw unexpected(node, path, Variants.listed(Arrays.stream(constants).map(String::valueOf)));
  }

  private static List<Object> list(JsonNode node, Type element, String path) {
    require(node.isArray(), node, path, "a list");
    List<Object> values = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      values.add(value(node.get(i), element, path + "[" + i + "]"));
    }
    return values;
  }

  private static Map<String, Object> map(JsonNode node, Type element, String path) {
    require(node.isObject(), node, path, "an object");
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      values.put(each.getKey(), value(each.getValue(), element, under(path, each.getKey())));
    }
    return values;
  }

  /** Reads one of the records of a sealed interface; the property {@code kind} says which. */
  private static Object variant(JsonNode node, Class<?> type, String path) {
    require(node.isObject(), node, path, "an object");
    JsonNode kind = node.get(Variants.PROPERTY);
    if (kind == null) {
      throw missing(path, Variants.PROPERTY);
    }
    Map<String, Class<?>> variants = Variants.of(type);
    Class<?> chosen = kind.isTextual() ? variants.get(kind.textValue()) : null;
    if (chosen == null) {
      throw unexpected(
          kind, under(path, Variants.PROPERTY), Variants.listed(variants.keySet().stream()));
    }
    return record(node, chosen, path, Set.of(Variants.PROPERTY));
  }

  private static Object record(JsonNode node, Class<?> type, String path) {
    return record(node, type, path, Set.of());
  }

  private static Object record(JsonNode node, Class<?> type, String path, Set<String> besides) {
    require(node.isObject(), node, path, "an object");
    RecordComponent[] components = type.getRecordComponents();
    Set<String> known = new HashSet<>(besides);
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      known.add(components[i].getName());
      parts[i] = part(node, components[i], path);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new TreeException(path, "unknown property " + quoted(name));
      }
    }
    return construct(type, components, parts, path);
  }

  private static @Nullable Object part(JsonNode node, RecordComponent component, String path) {
    JsonNode part = node.get(component.getName());
    if (part == null) {
      throw missing(path, component.getName());
    }
    if (part.isNull() && nullable(component.getAnnotatedType())) {
      return null;
    }
    return value(part, component.getGenericType(), under(path, component.getName()));
  }

  private static Object construct(
      Class<?> type, RecordComponent[] components, @Nullable Object[] parts, String path) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      // Whatever a record says of its parts, the file is at fault.
      if (e.getCause() instanceof PartException wrong) {
        throw new TreeException(under(path, wrong.part()), String.valueOf(wrong.getMessage()));
      }
      if (e.getCause() instanceof RuntimeException wrong) {
        throw new TreeException(path, String.valueOf(wrong.getMessage()));
      }
      throw new IllegalStateException("a result record fails on its own parts", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has the constructor of its components", e);
    }
  }

  static boolean nullable(AnnotatedElement element) {
    return element.isAnnotationPresent(Nullable.class);
  }

  private static void require(boolean holds, JsonNode node, String path, String expected) {
    if (!holds) {
      throw unexpected(node, path, expected);
    }
  }

  private static TreeException missing(String path, String name) {
    return new TreeException(path, "no property " + quoted(name) + ", expected one");
  }

  private static TreeException unexpected(JsonNode node, String path, String expected) {
    return new TreeException(path, found(node) + ", expected " + expected);
  }

  private static String found(JsonNode node) {
    if (node.isNumber() && Double.isInfinite(node.doubleValue())) {
      return "a number beyond 1.8e308";
    }
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL, MISSING -> "null";
      case STRING -> quoted(node.textValue());
      default -> shortened(node.asText());
    };
  }

  static String quoted(String text) {
    return "'" + shortened(text) + "'";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE
        ? text
        : String.format(Locale.ROOT, "%s…", text.substring(0, LONGEST_QUOTE));
  }

  static String under(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

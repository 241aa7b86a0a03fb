package backbench.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree of records as JSON: properties in the order of the components, what is absent left
 * out.
 *
 * <p>Numbers have ten digits. The last ones of a logarithm differ from processor to processor.
 */
final class NumbersJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final MathContext DIGITS = new MathContext(10);
  private static final int LINE = 120;

  private NumbersJson() {}

  static String of(Object tree) {
    StringBuilder out = new StringBuilder();
    write(node(tree), "", out);
    return out.append('\n').toString();
  }

  /** Writes what fits on one line on one line, so that an estimate is read at a glance. */
  private static void write(JsonNode node, String indent, StringBuilder out) {
    String line = node.toString();
    if (line.length() + indent.length() <= LINE || !node.isContainerNode()) {
      out.append(line);
      return;
    }
    String inner = indent + "  ";
    String before = "\n";
    out.append(node.isObject() ? '{' : '[');
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        out.append(before).append(inner).append('"').append(property.getKey()).append("\": ");
        write(property.getValue(), inner, out);
        before = ",\n";
      }
    } else {
      for (JsonNode element : node) {
        out.append(before).append(inner);
        write(element, inner, out);
        before = ",\n";
      }
    }
    out.append('\n').append(indent).append(node.isObject() ? '}' : ']');
  }

  private static JsonNode node(Object value) {
    if (value instanceof Record each) {
      return object(each);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      for (Object each : list) {
        array.add(
            each instanceof Optional<?> one
                ? one.map(NumbersJson::node).orElse(NODES.nullNode())
                : node(each));
      }
      return array;
    }
    if (value instanceof Double number) {
      return NODES.numberNode(BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros());
    }
    if (value instanceof Long || value instanceof Integer) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Boolean each) {
      return NODES.booleanNode(each);
    }
    if (value instanceof String || value instanceof Enum<?>) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("the tree holds no " + value.getClass());
  }

  private static ObjectNode object(Record value) {
    ObjectNode object = NODES.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = read(component, value);
      if (part instanceof Optional<?> one) {
        one.ifPresent(each -> object.set(component.getName(), node(each)));
      } else if (part != null) {
        // Keys are those of results, where null is what is not known.
        object.set(component.getName(), node(part));
      }
    }
    return object;
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the records of the tree are public", e);
    }
  }
}

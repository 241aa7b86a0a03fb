package backbench.results.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns records into trees: each component is a property, absent ones are null. */
final class RecordWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordWriter() {}

  static ObjectNode write(Record record) {
    ObjectNode object = NODES.objectNode();
    if (Variants.named(record.getClass())) {
      object.put(Variants.PROPERTY, Variants.name(record.getClass()));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      object.set(component.getName(), node(part(record, component)));
    }
    return object;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Record record) {
      return write(record);
    } else if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      list.forEach(each -> array.add(node(each)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, each) -> object.set((String) key, node(each)));
      return object;
    } else if (value instanceof Enum<?> constant) {
      return NODES.textNode(constant.name());
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Double real) {
      return Double.isFinite(real) ? NODES.numberNode(real) : NODES.textNode(real.toString());
    } else if (value instanceof Long whole) {
      return NODES.numberNode(whole.longValue());
    } else if (value instanceof Integer whole) {
      return NODES.numberNode(whole.intValue());
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof String || value instanceof Instant) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalStateException("result records hold no " + value.getClass());
  }

  private static @Nullable Object part(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record gives its components", e);
    }
  }
}

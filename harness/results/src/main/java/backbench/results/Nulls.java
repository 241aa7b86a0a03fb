package backbench.results;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds nulls where the result records allow none; the JSON reader lets them pass. */
final class Nulls {

  private Nulls() {}

  /** Returns the place of the first null in a part that is not {@link Nullable}, as a path. */
  static Optional<String> find(Object value) {
    return find(value, "");
  }

  private static Optional<String> find(@Nullable Object value, String path) {
    if (value == null) {
      return Optional.of(path);
    }
    if (value instanceof Record each) {
      return inRecord(each, path);
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Optional<String> found = find(list.get(i), path + "[" + i + "]");
        if (found.isPresent()) {
          return found;
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<String> found = find(entry.getValue(), path + "." + entry.getKey());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inRecord(Record value, String path) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = read(component, value);
      if (part == null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        continue;
      }
      String place = path.isEmpty() ? component.getName() : path + "." + component.getName();
      Optional<String> found = find(part, place);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("result records are public, and so are their parts", e);
    }
  }
}

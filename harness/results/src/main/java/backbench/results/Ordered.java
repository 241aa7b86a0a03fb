package backbench.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies maps without losing their order, which {@link Map#copyOf} does. */
final class Ordered {

  private Ordered() {}

  static <K, V> Map<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}

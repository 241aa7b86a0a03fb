package backbench.results.file;

import backbench.results.CellKind;
import backbench.results.TrainingOutcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the records of a sealed interface in files, by the property {@code kind}. */
final class Variants {

  static final String PROPERTY = "kind";

  private static final Map<Class<?>, String> NAMES =
      Map.of(TrainingOutcome.class, CellKind.TRAINING.name());

  private Variants() {}

  /** Returns the permitted records by their names. */
  static Map<String, Class<?>> of(Class<?> sealed) {
    Map<String, Class<?>> variants = new LinkedHashMap<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      variants.put(name(each), each);
    }
    return variants;
  }

  /** Tells whether a record is one of several, so that files have to name it. */
  static boolean named(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
  }

  static String name(Class<?> type) {
    String name = NAMES.get(type);
    if (name == null) {
      throw new IllegalStateException(type.getSimpleName() + " has no name in files");
    }
    return name;
  }

  /** Spells a choice: {@code A, B or C}. */
  static String listed(Stream<String> names) {
    List<String> all = names.toList();
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : all.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + all.get(last);
  }
}

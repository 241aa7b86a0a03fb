package backbench.specs.yaml;

import backbench.commons.NearestName;
import backbench.error.Location;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a mapping whose keys are all known. */
public final class YamlFields {

  private final YamlNode.Mapping mapping;
  private final String what;
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

  YamlFields(YamlNode.Mapping mapping, String what, Collection<String> known) {
    this.mapping = mapping;
    this.what = what;
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        throw YamlErrors.at(
            entry.location(),
            "unknown key %s in %s%s"
                .formatted(
                    Quote.of(entry.key()),
                    what,
                    NearestName.suggestion(
                        entry.key(), known, "; expected one of " + String.join(", ", known))));
      }
      entries.put(entry.key(), entry);
    }
  }

  /** Returns where the mapping starts. */
  public Location location() {
    return mapping.location();
  }

  /** Returns a value that must be there; throws {@code INVALID_SPEC} if it is not. */
  public YamlValue required(String key) {
    return optional(key)
        .orElseThrow(
            () -> YamlErrors.at(location(), "the key '%s' is missing in %s".formatted(key, what)));
  }

  /** Returns a value that may be left out. */
  public Optional<YamlValue> optional(String key) {
    return Optional.ofNullable(entries.get(key)).map(YamlValue::of);
  }

  /** Returns where the value of a key starts; where the mapping starts if there is no such key. */
  public Location location(String key) {
    return optional(key).map(YamlValue::location).orElse(location());
  }

  /** Returns the only value, for a mapping that chooses between its keys. */
  public Choice choice() {
    List<YamlNode.Entry> all = List.copyOf(entries.values());
    if (all.size() != 1) {
      throw YamlErrors.at(
          location(), "%d keys in %s; expected exactly one".formatted(all.size(), what));
    }
    return new Choice(all.get(0).key(), YamlValue.of(all.get(0)));
  }

  /**
   * Holds the key that was chosen.
   *
   * @param key the key
   * @param value its value
   */
  public record Choice(String key, YamlValue value) {}
}

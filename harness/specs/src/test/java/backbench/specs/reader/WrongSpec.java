package backbench.specs.reader;

import backbench.specs.SpecKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds what can be wrong with a spec: a valid one, spoiled in one place, and the one error that
 * must follow.
 *
 * @param kind what is spoiled
 * @param what the mistake
 * @param from a part of the valid spec
 * @param to what replaces it
 * @param error the place, as line and column, and the message
 * @param schemaSees whether a JSON Schema can see it too; what needs arithmetic, other files or
 *     names, it cannot
 */
record WrongSpec(
    SpecKind kind, String what, String from, String to, String error, boolean schemaSees) {

  static Stream<WrongSpec> all() {
    return Stream.of(WrongNetworks.ALL, WrongDatasets.ALL, WrongSuites.ALL).flatMap(List::stream);
  }

  static Stream<WrongSpec> seenBySchema() {
    return all().filter(WrongSpec::schemaSees);
  }

  /** Spoils the valid spec. */
  String text() {
    String valid =
        switch (kind) {
          case ARCHITECTURE -> Specs.NETWORK;
          case DATASET -> Specs.DATASET;
          case SUITE -> Specs.SUITE;
        };
    if (valid.indexOf(from) < 0 || valid.indexOf(from) != valid.lastIndexOf(from)) {
      throw new IllegalStateException("'" + from + "' must occur once in the valid spec");
    }
    return valid.replace(from, to);
  }

  @Override
  public String toString() {
    return kind.noun() + ": " + what;
  }
}

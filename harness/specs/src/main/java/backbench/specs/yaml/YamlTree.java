package backbench.specs.yaml;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a tree from the parser's events, refusing what specs have no use for.
 *
 * <p>Events come one at a time, so a file that nests without end is refused at the limit and never
 * held.
 */
final class YamlTree {

  private static final int DEEPEST = 16;

  /** An escape whose number has its highest bit set, which the parser takes for no number. */
  private static final Pattern ESCAPE_BEYOND_ALL = Pattern.compile("\\\\U[89A-Fa-f][0-9A-Fa-f]{7}");

  private final Path file;
  private final String text;
  private final Iterator<Event> events;

  YamlTree(Path file, String text, Iterator<Event> events) {
    this.file = file;
    this.text = text;
    this.events = events;
  }

  YamlNode document() {
    next(); // the stream starts
    Event start = next();
    if (start.getEventId() != Event.ID.DocumentStart) {
      throw YamlErrors.at(new Location(file.toString(), 1, 1), "the file is empty");
    }
    YamlNode root = node(next(), 0);
    next(); // the document ends
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw YamlErrors.at(location(end), "a second document; expected one document in a file");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    Location location = location(event);
    if (event instanceof AliasEvent) {
      throw YamlErrors.at(location, "an alias (*name); expected the value written out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw YamlErrors.at(location, "an anchor (&name); expected the value without it");
    }
    if (tag(event).isPresent()) {
      throw YamlErrors.at(
          location, "the tag " + Quote.of(tag(event).get()) + "; expected the value without it");
    }
    if (depth > DEEPEST) {
      throw YamlErrors.at(location, "nested deeper than %d levels".formatted(DEEPEST));
    }
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(location, scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof SequenceStartEvent) {
      List<YamlNode> items = new ArrayList<>();
      for (Event item = next(); item.getEventId() != Event.ID.SequenceEnd; item = next()) {
        items.add(node(item, depth + 1));
      }
      return new YamlNode.Sequence(location, items);
    }
    if (event instanceof MappingStartEvent) {
      return new YamlNode.Mapping(location, entries(depth));
    }
    throw new IllegalStateException("no node starts with " + event);
  }

  private List<YamlNode.Entry> entries(int depth) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, Location> seen = new HashMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      if (!(node(event, depth + 1) instanceof YamlNode.Scalar key)) {
        throw YamlErrors.at(location(event), "a key that is a list or a mapping; expected a name");
      }
      Location first = seen.putIfAbsent(key.text(), key.location());
      if (first != null) {
        throw YamlErrors.at(
            key.location(),
            "the key %s a second time; expected it only on line %d"
                .formatted(Quote.of(key.text()), first.line()));
      }
      entries.add(new YamlNode.Entry(key.location(), key.text(), node(next(), depth + 1)));
    }
    return entries;
  }

  private Event next() {
    try {
      return events.next();
    } catch (MarkedYamlEngineException e) {
      Location location = e.getProblemMark().map(this::location).orElse(whole());
      throw YamlErrors.at(ErrorCode.INVALID_SPEC, location, "not YAML: " + problem(e), e);
    } catch (YamlEngineException e) {
      throw YamlErrors.at(ErrorCode.INVALID_SPEC, whole(), "not YAML: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw beyondAll(e);
    }
  }

  /** Finds what the parser let through to Java, which knows of no place. */
  private BackbenchException beyondAll(IllegalArgumentException e) {
    Matcher escape = ESCAPE_BEYOND_ALL.matcher(text);
    return escape.find()
        ? YamlErrors.at(
            ErrorCode.INVALID_SPEC,
            YamlFile.after(file, text.substring(0, escape.start())),
            "not YAML: the escape "
                + escape.group()
                + " names no character; expected one up to \\U0010FFFF",
            e)
        : YamlErrors.at(ErrorCode.INVALID_SPEC, whole(), "not YAML: " + e.getMessage(), e);
  }

  private static String problem(MarkedYamlEngineException e) {
    String context = e.getContext();
    return context == null ? e.getProblem() : context + ", " + e.getProblem();
  }

  private static Optional<String> tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  private Location whole() {
    return Location.of(file.toString());
  }

  private Location location(Event event) {
    return event.getStartMark().map(this::location).orElse(whole());
  }

  private Location location(Mark mark) {
    return new Location(file.toString(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}

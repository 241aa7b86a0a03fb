package backbench.specs.reader;

import static java.util.Objects.requireNonNull;

import backbench.commons.NearestName;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import backbench.graph.Graph;
import backbench.graph.GraphException;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.specs.ArchitectureSpec;
import backbench.specs.yaml.YamlErrors;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlFile;
import backbench.specs.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a network and holds it to the counts and the shape that its file states. */
final class ArchitectureReader {

  static final List<String> KEYS =
      List.of("id", "title", "source", "input", "nodes", "output", "parameters");
  static final List<String> NODE_KEYS = List.of("name", "layer", "inputs");
  static final List<String> OUTPUT_KEYS = List.of("node", "shape");
  static final List<String> PARAMETER_KEYS = List.of("total", "trainable");

  private static final Map<String, LayerKind> KINDS =
      Arrays.stream(LayerKind.values())
          .collect(
              Collectors.toMap(
                  LayerKind::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  private static final int MOST_NODES = 1000;
  private static final int MOST_INPUTS = 2;
  private static final int LARGEST_SIDE = 65_536;

  private final Path file;
  private final YamlFields root;
  private final Map<String, YamlFields> fieldsByNode = new LinkedHashMap<>();

  private ArchitectureReader(Path file) {
    this.file = file;
    this.root = YamlValue.root(YamlFile.read(file)).fields("a network", KEYS);
  }

  /**
   * Reads a file.
   *
   * @throws BackbenchException {@code INVALID_SPEC} for a breach of the format, {@code
   *     INVALID_GRAPH} for a network that does not fit together or differs from what its file
   *     states
   */
  static ArchitectureSpec read(Path file) {
    return new ArchitectureReader(file).read();
  }

  private ArchitectureSpec read() {
    String id = SpecNames.idOf(file, root.required("id"));
    String title = root.required("title").text();
    String source = root.required("source").text();
    Shape input = shape(root.required("input"));
    List<Node> nodes = nodes(root.required("nodes"));
    YamlFields output = root.required("output").fields("an output", OUTPUT_KEYS);
    Shape outputShape = shape(output.required("shape"));
    YamlFields counts = root.required("parameters").fields("parameters", PARAMETER_KEYS);
    long total = counts.required("total").whole(0, Long.MAX_VALUE);
    long trainable = counts.required("trainable").whole(0, Long.MAX_VALUE);
    requireInputsKnown();
    ResolvedGraph graph = resolve(new Graph(id, input, nodes, outputNode(output, nodes)), output);
    requireShape(output.required("shape"), graph.output().outputShape(), outputShape);
    requireCount(counts.required("total"), graph.parameterCount(), total);
    requireCount(counts.required("trainable"), graph.trainableCount(), trainable);
    return new ArchitectureSpec(id, title, source, graph);
  }

  static Shape shape(YamlValue value) {
    if (!value.isList()) {
      throw value.expected("a shape: [channels, height, width] or [features]");
    }
    List<Integer> dims =
        value.items(1, 3).stream().map(item -> item.integer(1, LARGEST_SIDE)).toList();
    try {
      return new Shape(dims);
    } catch (GraphException e) {
      throw YamlErrors.at(
          ErrorCode.INVALID_SPEC, value.location(), requireNonNull(e.getMessage()), e);
    }
  }

  private List<Node> nodes(YamlValue list) {
    List<Node> nodes = new ArrayList<>();
    String previous = Graph.INPUT;
    for (YamlValue value : list.items(1, MOST_NODES)) {
      Node node = node(value, previous);
      nodes.add(node);
      previous = node.name();
    }
    return nodes;
  }

  private Node node(YamlValue value, String previous) {
    YamlFields open = value.fieldsOfAnyName("a node");
    LayerKind kind = open.required("layer").choice(KINDS);
    List<String> keys = new ArrayList<>(NODE_KEYS);
    keys.addAll(LayerReader.keys(kind));
    YamlFields fields = value.fields("a " + kind.id() + " node", keys);
    YamlValue name = fields.required("name");
    List<String> inputs =
        fields.optional("inputs").map(ArchitectureReader::inputs).orElse(List.of(previous));
    try {
      Layer layer = LayerReader.read(kind, fields);
      Node node = new Node(name.text(), layer, inputs);
      YamlFields first = fieldsByNode.putIfAbsent(node.name(), fields);
      if (first != null) {
        throw name.error(
            "a second node '%s'; expected another name than on line %d"
                .formatted(node.name(), first.location().line()));
      }
      return node;
    } catch (GraphException e) {
      throw at(e.attribute().map(fields::location).orElse(fields.location()), e);
    }
  }

  private static List<String> inputs(YamlValue value) {
    return value.items(1, MOST_INPUTS).stream().map(YamlValue::text).toList();
  }

  /** Points at the very input that is unknown, which the graph itself cannot. */
  private void requireInputsKnown() {
    List<String> known = new ArrayList<>(fieldsByNode.keySet());
    known.add(Graph.INPUT);
    for (YamlFields fields : fieldsByNode.values()) {
      for (YamlValue input :
          fields.optional("inputs").map(list -> list.items(1, MOST_INPUTS)).orElse(List.of())) {
        requireNode(input, known);
      }
    }
  }

  private static void requireNode(YamlValue value, List<String> known) {
    if (!known.contains(value.text())) {
      throw YamlErrors.at(
          ErrorCode.INVALID_GRAPH,
          value.location(),
          "no node '%s'%s"
              .formatted(
                  value.text(),
                  NearestName.suggestion(
                      value.text(), known, "; expected the name of a node, or input")),
          null);
    }
  }

  private String outputNode(YamlFields output, List<Node> nodes) {
    if (output.optional("node").isEmpty()) {
      return nodes.get(nodes.size() - 1).name();
    }
    YamlValue node = output.required("node");
    requireNode(node, List.copyOf(fieldsByNode.keySet()));
    return node.text();
  }

  private ResolvedGraph resolve(Graph graph, YamlFields output) {
    try {
      return graph.resolve();
    } catch (GraphException e) {
      Location location =
          e.node()
              .map(fieldsByNode::get)
              .map(fields -> e.attribute().map(fields::location).orElse(fields.location()))
              .orElse(output.location());
      throw at(location, e);
    }
  }

  private static BackbenchException at(Location location, GraphException e) {
    return YamlErrors.at(e.code(), location, requireNonNull(e.getMessage()), e);
  }

  private static void requireShape(YamlValue value, Shape real, Shape stated) {
    if (!real.equals(stated)) {
      throw YamlErrors.at(
          ErrorCode.INVALID_GRAPH,
          value.location(),
          "the network's output is %s; expected %s, as stated here".formatted(real, stated),
          null);
    }
  }

  private static void requireCount(YamlValue value, long real, long stated) {
    if (real != stated) {
      throw YamlErrors.at(
          ErrorCode.INVALID_GRAPH,
          value.location(),
          String.format(
              Locale.ROOT,
              "parameters: the network has %,d; expected %,d, as stated here",
              real,
              stated),
          null);
    }
  }
}

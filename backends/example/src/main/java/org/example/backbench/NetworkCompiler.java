package org.example.backbench;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns each node into an operation, and gives its output's value.
 *
 * <p>A kind of layer that is not overridden here throws {@code UNSUPPORTED_LAYER}.
 */
final class NetworkCompiler implements LayerVisitor<Value> {

  private final Crew crew;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final Value logits;

  NetworkCompiler(ResolvedGraph graph, Parameters initial, Crew crew) {
    this.crew = crew;
    for (ParameterInfo info : graph.parameters()) {
      parameters.put(info.name(), new Parameter(info, initial.get(info.name())));
    }
    values.put(Graph.INPUT, new Value(graph.inputShape().size(), false));
    for (ResolvedNode node : graph.nodes()) {
      values.put(node.name(), node.accept(this));
    }
    this.logits = values.get(graph.output().name());
  }

  /** Returns the value that a batch's images go into. */
  Value input() {
    return values.get(Graph.INPUT);
  }

  Value logits() {
    return logits;
  }

  /** Returns all values, the input's among them. */
  List<Value> values() {
    return List.copyOf(values.values());
  }

  /** Returns the operations, each after those that it needs. */
  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Returns the parameters in canonical order. */
  List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  @Override
  public Value conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Value output = output(node);
    operations.add(
        new Convolution(crew, layer, node, input(node), output, weight(node), bias(node)));
    return output;
  }

  @Override
  public Value maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    Value output = output(node);
    operations.add(new MaxPooling(crew, layer, node, input(node), output));
    return output;
  }

  @Override
  public Value relu(Layer.Relu layer, ResolvedNode node) {
    Value output = output(node);
    operations.add(new Rectifier(crew, input(node), output));
    return output;
  }

  /** Passes its input on: images lie here as [channels, height, width], as a flat one must. */
  @Override
  public Value flatten(Layer.Flatten layer, ResolvedNode node) {
    return input(node);
  }

  @Override
  public Value dense(Layer.Dense layer, ResolvedNode node) {
    Value output = output(node);
    operations.add(new Dense(crew, input(node), output, weight(node), bias(node)));
    return output;
  }

  private Value input(ResolvedNode node) {
    return values.get(node.inputs().get(0));
  }

  private static Value output(ResolvedNode node) {
    return new Value(node.outputShape().size(), node.needsGradient());
  }

  private Parameter weight(ResolvedNode node) {
    return parameters.get(node.name() + ".weight");
  }

  private Optional<Parameter> bias(ResolvedNode node) {
    return Optional.ofNullable(parameters.get(node.name() + ".bias"));
  }
}

package backbench.dl4j.parameter;

import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds all parameters of a network.
 *
 * <p>Those that the optimiser updates lie one behind the other, and so do their gradients: one
 * update serves them all.
 */
public final class ParameterStore implements AutoCloseable {

  private final Memory memory = new Memory();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final @Nullable Floats values;
  private final @Nullable Floats gradients;

  /** Copies the initial parameters; gradients have room only if the network is to be trained. */
  public ParameterStore(ResolvedGraph graph, Parameters initial, boolean training) {
    long trainable = graph.trainableCount();
    this.values = trainable == 0 ? null : memory.zeros(trainable);
    this.gradients = trainable == 0 || !training ? null : memory.zeros(trainable);
    long offset = 0;
    for (ParameterInfo info : graph.parameters()) {
      long[] dims = info.dims().stream().mapToLong(Integer::longValue).toArray();
      Parameter parameter;
      if (info.trainable() && values != null) {
        parameter =
            new Parameter(
                info,
                values.part(offset, dims),
                gradients == null ? null : gradients.part(offset, dims));
        offset += info.size();
      } else {
        parameter = new Parameter(info, memory.zeros(dims), null);
      }
      parameter.value().write(initial.get(info.name()).data());
      parameters.put(info.name(), parameter);
    }
  }

  /** Returns a node's parameters, in canonical order. */
  public List<Parameter> of(ResolvedNode node) {
    return node.parameters().stream()
        .map(info -> Objects.requireNonNull(parameters.get(info.name())))
        .toList();
  }

  /** Makes the rule that updates all parameters, or none if nothing is trainable. */
  public UpdateRule rule(Optimizer optimizer) {
    return values == null || gradients == null
        ? () -> {}
        : UpdateRule.of(optimizer, values, gradients, memory);
  }

  /** Copies all parameters to the host. */
  public Parameters toParameters() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) ->
            tensors.put(name, new Tensor(parameter.info().dims(), parameter.value().read())));
    return new Parameters(tensors);
  }

  @Override
  public void close() {
    memory.close();
  }
}

package org.example.backbench;

import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.CheckedModel;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one compiled network. */
final class ExampleModel extends CheckedModel<StagedBatch> {

  private final NetworkCompiler network;
  private final Optional<Update> update;

  ExampleModel(
      ExampleBackend backend,
      ResolvedGraph graph,
      NetworkCompiler network,
      Optional<Optimizer> optimizer) {
    super(backend, graph, optimizer.isPresent(), StagedBatch.class);
    this.network = network;
    this.update = optimizer.map(Update::new);
  }

  @Override
  protected StagedBatch stageChecked(Batch batch) {
    return new StagedBatch(this, batch);
  }

  @Override
  protected Tensor predictChecked(StagedBatch batch) {
    forward(batch);
    int classes = graph().classes();
    return new Tensor(
        List.of(batch.size(), classes),
        Arrays.copyOf(network.logits().data(), batch.size() * classes));
  }

  @Override
  protected double stepChecked(StagedBatch batch) {
    forward(batch);
    network.values().forEach(Value::clearGradient);
    double loss = CrossEntropy.mean(network.logits(), batch.labels());
    List<Operation> operations = network.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      operations.get(i).backward(batch.size());
    }
    update.orElseThrow().apply(network.parameters());
    return loss;
  }

  private void forward(StagedBatch batch) {
    network.values().forEach(value -> value.reserve(batch.size()));
    System.arraycopy(batch.images(), 0, network.input().data(), 0, batch.images().length);
    network.operations().forEach(operation -> operation.forward(batch.size()));
  }

  @Override
  protected Parameters readParameters() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network.parameters().forEach(each -> tensors.put(each.name(), each.tensor()));
    return new Parameters(tensors);
  }

  @Override
  protected void release() {
    // Java collects what the network holds.
  }
}

package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one compiled network. */
final class ExampleModel implements Model {

  private final ResolvedGraph graph;
  private final NetworkCompiler network;
  private final Optional<Update> update;
  private final Crew crew;
  private boolean closed;

  ExampleModel(
      ResolvedGraph graph, NetworkCompiler network, Optional<Optimizer> optimizer, Crew crew) {
    this.graph = graph;
    this.network = network;
    this.update = optimizer.map(Update::new);
    this.crew = crew;
  }

  @Override
  public Staged stage(Batch batch) {
    requireOpen();
    List<Integer> dims = batch.images().dims();
    if (!dims.subList(1, dims.size()).equals(graph.inputShape().dims())) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "images are [n, " + graph.inputShape().toString().substring(1) + ", not " + dims);
    }
    for (int label : batch.labels()) {
      if (label < 0 || label >= graph.classes()) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            "a label is from 0 to " + (graph.classes() - 1) + ", not " + label);
      }
    }
    return new StagedBatch(batch);
  }

  @Override
  public Tensor predict(Staged batch) {
    StagedBatch staged = require(batch);
    forward(staged);
    int size = staged.size() * graph.classes();
    return new Tensor(
        List.of(staged.size(), graph.classes()), Arrays.copyOf(network.logits().data(), size));
  }

  @Override
  public double step(Staged batch) {
    StagedBatch staged = require(batch);
    if (update.isEmpty()) {
      throw new BackbenchException(
          ErrorCode.NOT_TRAINABLE, graph.id() + " was compiled without a training recipe");
    }
    forward(staged);
    network.values().forEach(Value::clearGradient);
    double loss = CrossEntropy.mean(network.logits(), staged.labels());
    List<Operation> operations = network.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      operations.get(i).backward(staged.size());
    }
    update.get().apply(network.parameters());
    return loss;
  }

  private void forward(StagedBatch batch) {
    network.values().forEach(value -> value.reserve(batch.size()));
    System.arraycopy(batch.images(), 0, network.input().data(), 0, batch.images().length);
    network.operations().forEach(operation -> operation.forward(batch.size()));
  }

  @Override
  public Parameters parameters() {
    requireOpen();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network.parameters().forEach(each -> tensors.put(each.name(), each.tensor()));
    return new Parameters(tensors);
  }

  private void requireOpen() {
    if (closed || crew.isClosed()) {
      throw new BackbenchException(
          ErrorCode.CLOSED, "the model of " + graph.id() + " is used after it was closed");
    }
  }

  private StagedBatch require(Staged batch) {
    requireOpen();
    StagedBatch staged = (StagedBatch) batch;
    if (staged.isClosed()) {
      throw new BackbenchException(ErrorCode.CLOSED, "a batch is used after it was closed");
    }
    return staged;
  }

  @Override
  public void close() {
    closed = true;
  }
}

package backbench.dl4j;

import backbench.dl4j.layer.SoftmaxLoss;
import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.ParameterStore;
import backbench.graph.ResolvedGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.rng.Random;

/** Runs a network for one batch size, on arrays of its own. */
final class Program implements AutoCloseable {

  /** Computes gradients from the last operation to the first. */
  private record Backward(SoftmaxLoss loss, List<Runnable> passes) {}

  private final Memory memory = new Memory();
  private final OperationCompiler compiled;
  private @Nullable Backward backward;

  Program(ResolvedGraph graph, ParameterStore parameters, int samples, Random random) {
    this.compiled = new OperationCompiler(graph, parameters, samples, random, memory);
  }

  /** Computes the logits [n, classes], which stay valid until the next run. */
  Floats predict(Floats images) {
    forward(images, false);
    return compiled.output().data();
  }

  /** Computes all gradients and returns the batch's mean loss. */
  double gradients(Floats images, int[] labels) {
    Backward prepared = backward;
    if (prepared == null) {
      prepared = prepare();
      backward = prepared;
    }
    forward(images, true);
    double loss = prepared.loss().run(labels);
    for (Runnable pass : prepared.passes()) {
      pass.run();
    }
    return loss;
  }

  private void forward(Floats images, boolean training) {
    Blas.copy(images, compiled.input().data());
    for (OperationCompiler.Step step : compiled.steps()) {
      step.operation().forward(training);
    }
  }

  private Backward prepare() {
    SoftmaxLoss loss = new SoftmaxLoss(compiled.output(), memory);
    List<Runnable> passes = new ArrayList<>();
    List<OperationCompiler.Step> steps = compiled.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      OperationCompiler.Step step = steps.get(i);
      if (step.output().needsGradient()) {
        passes.add(step.output()::collect);
      }
      passes.add(step.operation().backward(memory));
    }
    return new Backward(loss, passes);
  }

  @Override
  public void close() {
    memory.close();
  }
}

package backbench.toy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import backbench.worker.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Trains one dense layer by plain descent. */
final class ToyModel implements Model {

  private static final int LAST_GOOD_STEP = 8;
  private static final int REPLAYED_AFTER = 20;
  private static final long UPDATE_NANOS = 8_000_000;

  private final Behaviour behaviour;
  private final Parameters parameters;
  private final Optional<TrainingSpec> training;
  private final float[] weights;
  private final float[] biases;
  private final int classes;
  private final int inputs;
  private int steps;
  private int predictionsInARow;
  private Tensor replayed = Tensor.zeros(List.of(1, 1));
  private CompletableFuture<Void> update = CompletableFuture.completedFuture(null);

  ToyModel(
      Behaviour behaviour,
      ResolvedGraph graph,
      Parameters parameters,
      Optional<TrainingSpec> training) {
    this.behaviour = behaviour;
    this.parameters = parameters;
    this.training = training;
    String name = graph.output().name();
    this.weights = parameters.get(name + ".weight").data();
    this.biases = parameters.get(name + ".bias").data();
    this.classes = graph.classes();
    this.inputs = graph.inputShape().size();
  }

  private record Held(Batch batch) implements Staged {
    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {
      // On the host already.
    }
  }

  @Override
  public Staged stage(Batch batch) {
    update.join();
    if (batch.images().size() != batch.size() * inputs) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "images of " + batch.images().dims());
    }
    for (int label : batch.labels()) {
      if (label < 0 || label >= classes) {
        throw new BackbenchException(ErrorCode.INVALID_ARGUMENT, "label " + label);
      }
    }
    return new Held(batch);
  }

  @Override
  public Tensor predict(Staged staged) {
    update.join();
    Batch batch = ((Held) staged).batch();
    if (behaviour == Behaviour.REPLAYS
        && ++predictionsInARow > REPLAYED_AFTER
        && replayed.dims().get(0) == batch.size()) {
      return replayed.copy();
    }
    replayed = logits(batch);
    return replayed.copy();
  }

  private Tensor logits(Batch batch) {
    float[] logits = new float[batch.size() * classes];
    float[] images = batch.images().data();
    for (int n = 0; n < batch.size(); n++) {
      for (int c = 0; c < classes; c++) {
        double sum = biases[c];
        for (int i = 0; i < inputs; i++) {
          sum += (double) weights[c * inputs + i] * images[n * inputs + i];
        }
        logits[n * classes + c] = (float) sum;
      }
    }
    return new Tensor(List.of(batch.size(), classes), logits);
  }

  @Override
  public double step(Staged staged) {
    predictionsInARow = 0;
    if (++steps > LAST_GOOD_STEP) {
      misbehave();
    }
    Batch batch = ((Held) staged).batch();
    Optimizer.Sgd sgd =
        (Optimizer.Sgd)
            training
                .orElseThrow(() -> new BackbenchException(ErrorCode.NOT_TRAINABLE, "no recipe"))
                .optimizer();
    float[] logits = logits(batch).data();
    double loss = 0;
    double[] gradient = new double[weights.length];
    double[] biasGradient = new double[classes];
    for (int n = 0; n < batch.size(); n++) {
      double[] probabilities = softmax(logits, n * classes);
      int label = batch.labels()[n];
      loss -= Math.log(probabilities[label]);
      probabilities[label] -= 1;
      for (int c = 0; c < classes; c++) {
        double each = probabilities[c] / batch.size();
        biasGradient[c] += each;
        for (int i = 0; i < inputs; i++) {
          gradient[c * inputs + i] += each * batch.images().data()[n * inputs + i];
        }
      }
    }
    double rate = sgd.learningRate() * (behaviour == Behaviour.WRONG ? 1.01 : 1);
    if (behaviour == Behaviour.WORKS_ON) {
      update = CompletableFuture.runAsync(() -> updateSlowly(rate, gradient, biasGradient));
    } else {
      update(rate, gradient, biasGradient);
    }
    return behaviour == Behaviour.NOT_FINITE && steps > LAST_GOOD_STEP
        ? Double.NaN
        : loss / batch.size();
  }

  private void updateSlowly(double rate, double[] gradient, double[] biasGradient) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < UPDATE_NANOS) {
      Thread.onSpinWait();
    }
    update(rate, gradient, biasGradient);
  }

  private void update(double rate, double[] gradient, double[] biasGradient) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= (float) (rate * gradient[i]);
    }
    for (int c = 0; c < classes; c++) {
      biases[c] -= (float) (rate * biasGradient[c]);
    }
  }

  private double[] softmax(float[] logits, int from) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits[from + c]);
    }
    double[] values = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      values[c] = Math.exp(logits[from + c] - largest);
      sum += values[c];
    }
    for (int c = 0; c < classes; c++) {
      values[c] /= sum;
    }
    return values;
  }

  private void misbehave() {
    switch (behaviour) {
      case HALTS -> {
        System.out.println("about to halt");
        Runtime.getRuntime().halt(7);
      }
      case SEGFAULTS -> ToyMischief.raise("SEGV");
      case HANGS -> ToyMischief.await();
      case OUT_OF_MEMORY -> ToyMischief.hoard();
      case STEP_THROWS -> throw new IllegalStateException("no step today");
      case GARBAGE -> garbage();
      case FORGES -> ToyMischief.forge(new Event.Compiled(Double.NaN));
      case FLOODS -> ToyMischief.flood();
      default -> {
        // Behaves, or misbehaves elsewhere.
      }
    }
  }

  private static void garbage() {
    System.out.println("\u0000\u0001 rubbish on standard output");
    try {
      // The backend's folder lies beside the file of events.
      Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
      Files.write(
          tmp.resolveSibling("events.bin"),
          "rubbish where the events go, long enough".getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    ToyMischief.await();
  }

  @Override
  public Parameters parameters() {
    update.join();
    return parameters.copy();
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}

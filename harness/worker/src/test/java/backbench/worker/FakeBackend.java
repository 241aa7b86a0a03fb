package backbench.worker;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Writes down what it is asked for, and takes a sample for the class that its first pixel names.
 *
 * <p>Each call takes as long as a test says.
 */
final class FakeBackend implements Backend {

  static final long COMPILE_NANOS = 500_000;
  static final long STAGE_NANOS = 30;
  static final long STEP_NANOS = 700;
  static final long PREDICT_NANOS = 11_000;
  static final long CLOSE_NANOS = 2;

  /** The inputs of networks that this backend does not do. */
  static final Shape REFUSED = Shape.image(7, 7, 7);

  /** What was asked for, in order: {@code compile}, {@code step [0, 1]}, {@code close}. */
  final List<String> calls = new ArrayList<>();

  /** The models that were compiled, in order. */
  final List<Parameters> initial = new ArrayList<>();

  /** What they were to be trained by. */
  final List<Optional<TrainingSpec>> training = new ArrayList<>();

  /** The losses of the next steps; 1 when they are used up. */
  final List<Double> losses = new ArrayList<>();

  /** The prediction, from the first, whose logits are no numbers. */
  OptionalInt spoiled = OptionalInt.empty();

  /** Whether logits come without their batch dimension. */
  boolean flat;

  private final int classes;
  private final FakeTime time;
  private int models;
  private int open;
  private int staged;
  private int predictions;
  private int steps;

  FakeBackend(int classes, FakeTime time) {
    this.classes = classes;
    this.time = time;
  }

  /** Returns how many models and batches have not been released. */
  int open() {
    return open + staged;
  }

  @Override
  public Environment environment() {
    return Environment.builder(1).build();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters start, Optional<TrainingSpec> spec) {
    if (graph.inputShape().equals(REFUSED)) {
      throw new BackbenchException(ErrorCode.UNSUPPORTED_LAYER, "not this one");
    }
    initial.add(start);
    training.add(spec);
    time.pass(COMPILE_NANOS);
    open++;
    models++;
    calls.add("compile " + models);
    return new Told(models, start);
  }

  /** Makes a model without a network. */
  Model model() {
    open++;
    models++;
    return new Told(models, new Parameters(Map.of()));
  }

  @Override
  public void close() {
    calls.add("end");
  }

  private void call(int model, String what, Batch batch) {
    int each = batch.images().size() / batch.size();
    int[] pixels =
        IntStream.range(0, batch.size()).map(i -> (int) batch.images().data()[i * each]).toArray();
    calls.add(what + " " + model + " " + Arrays.toString(pixels));
  }

  private final class Held implements Staged {
    private final Batch batch;

    private Held(Batch batch) {
      this.batch = batch;
      staged++;
    }

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void close() {
      staged--;
      time.pass(CLOSE_NANOS);
    }
  }

  private final class Told implements Model {
    private final int number;
    private final Parameters parameters;

    private Told(int number, Parameters parameters) {
      this.number = number;
      this.parameters = parameters;
    }

    @Override
    public Staged stage(Batch batch) {
      time.pass(STAGE_NANOS);
      return new Held(batch);
    }

    @Override
    public Tensor predict(Staged asked) {
      Batch batch = ((Held) asked).batch;
      call(number, "predict", batch);
      time.pass(PREDICT_NANOS);
      boolean isSpoiled = spoiled.isPresent() && predictions++ == spoiled.getAsInt();
      int each = batch.images().size() / batch.size();
      float[] logits = new float[batch.size() * classes];
      for (int i = 0; i < batch.size(); i++) {
        int named = (int) batch.images().data()[i * each] % classes;
        logits[i * classes + named] = isSpoiled ? Float.NaN : 10;
      }
      List<Integer> dims = flat ? List.of(logits.length) : List.of(batch.size(), classes);
      return new Tensor(dims, logits);
    }

    @Override
    public double step(Staged asked) {
      call(number, "step", ((Held) asked).batch);
      time.pass(STEP_NANOS);
      return steps < losses.size() ? losses.get(steps++) : 1;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public void close() {
      open--;
      calls.add("close " + number);
    }
  }
}

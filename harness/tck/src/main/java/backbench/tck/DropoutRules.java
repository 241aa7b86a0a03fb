package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.oracle.OracleModel;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * D: dropout, whose masks are the engine's own.
 *
 * <p>The masks show in gradients: behind a dropout, a dense layer of zero weights has logits 0 and
 * hence the gradient ±1/2 · x · mask / (1 - rate) for two classes, whatever the mask.
 */
final class DropoutRules {

  private static final int FEATURES = 4000;
  private static final double RATE = 0.3;

  /** So small that the second step's logits are still near 0. */
  private static final float INPUT = 0.01f;

  /** So many standard deviations are exceeded once in a million runs. */
  private static final double DEVIATIONS = 5;

  /** An image of about as many elements. */
  private static final Shape IMAGE = Shape.image(20, 14, 14);

  private final Bench bench;
  private final boolean repeatsBits;

  DropoutRules(Bench bench, boolean repeatsBits) {
    this.bench = bench;
    this.repeatsBits = repeatsBits;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("D1", "the rate is the fraction dropped", this::dropsItsRate),
        rule("D2", "what is kept is divided by 1 - rate", this::scalesUp),
        rule("D3", "prediction drops nothing", this::predictsWithout),
        rule("D4", "each step draws another mask", this::masksChange),
        rule("D5", "each sample has a mask of its own", this::samplesDiffer),
        rule("D6", "the gradient passes the mask of the same step", this::gradientPassesSameMask),
        rule("D7", "each element of an image has a mask of its own", this::elementsDiffer),
        rule("D8", "two dropouts in one network draw masks apart", this::layersDiffer),
        rule("D9", "the seed chooses the masks", this::seedChooses));
  }

  private static ResolvedGraph network() {
    return network(Shape.vector(FEATURES), new Layer.Dropout(RATE));
  }

  /** Puts layers that keep a shape before a dense layer of zero weights. */
  private static ResolvedGraph network(Shape input, Layer... layers) {
    Initializer zeros = new Initializer.Zeros();
    List<Layer> all = new ArrayList<>(Arrays.asList(layers));
    if (input.isImage()) {
      all.add(new Layer.Flatten());
    }
    all.add(new Layer.Dense(2, false, zeros, zeros));
    return Networks.chain(input, all.toArray(Layer[]::new));
  }

  private static Batch constant(ResolvedGraph graph, int samples) {
    float[] values = new float[samples * graph.inputShape().size()];
    Arrays.fill(values, INPUT);
    return Networks.batch(graph, new int[samples], values);
  }

  /** Returns the change of the first class's weights in each of two steps. */
  private double[][] twoSteps(int samples) {
    return steps(bench, network(), samples, 2);
  }

  private static double[][] steps(Bench bench, ResolvedGraph graph, int samples, int steps) {
    double[][] changes = new double[steps][];
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 1),
        Bench.UNIT_DESCENT,
        model -> {
          try (Staged staged = model.stage(constant(graph, samples))) {
            for (int step = 0; step < steps; step++) {
              changes[step] = change(model, staged);
            }
          }
        });
    return changes;
  }

  private static double[] change(Model model, Staged staged) {
    float[] before = firstClass(model);
    model.step(staged);
    float[] after = firstClass(model);
    double[] change = new double[before.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = (double) after[i] - before[i];
    }
    return change;
  }

  private static float[] firstClass(Model model) {
    Tensor weights =
        model.parameters().tensors().entrySet().stream()
            .filter(each -> each.getKey().startsWith("dense-"))
            .findFirst()
            .orElseThrow()
            .getValue();
    return Arrays.copyOf(weights.data(), weights.size() / 2);
  }

  private void dropsItsRate() {
    long dropped = Arrays.stream(twoSteps(1)[0]).filter(change -> change == 0).count();
    assertFraction(RATE, dropped);
  }

  private static void assertFraction(double expected, long count) {
    assertFraction(expected, count, FEATURES);
  }

  private static void assertFraction(double expected, long count, int of) {
    double allowed = DEVIATIONS * Math.sqrt(of * expected * (1 - expected));
    assertEquals(of * expected, (double) count, allowed, "of " + of + " elements");
  }

  private void scalesUp() {
    for (double change : twoSteps(1)[0]) {
      if (change != 0) {
        assertEquals(0.5 * INPUT / (1 - RATE), change, 1e-5 * INPUT);
      }
    }
  }

  private void predictsWithout() {
    ResolvedGraph graph =
        Networks.chain(Shape.vector(64), new Layer.Dropout(0.5), new Layer.Dense(4));
    ResolvedGraph still = graph.graph().withoutDropout().resolve();
    Parameters initial = InitialParameters.draw(graph, 2);
    Batch batch = Networks.batch(graph, 3, 2);
    double[] expected = new OracleModel(still, initial).predict(batch.images());
    bench.withModel(
        graph,
        initial,
        Bench.DESCENT,
        model -> {
          try (Staged staged = model.stage(batch)) {
            float[] logits = model.predict(staged).data();
            for (int i = 0; i < logits.length; i++) {
              assertEquals(expected[i], logits[i], 1e-4);
            }
          }
        });
  }

  private void masksChange() {
    double[][] changes = twoSteps(1);
    long both = 0;
    for (int i = 0; i < FEATURES; i++) {
      both += changes[0][i] == 0 && changes[1][i] == 0 ? 1 : 0;
    }
    assertFraction(RATE * RATE, both);
  }

  private void samplesDiffer() {
    long both = Arrays.stream(twoSteps(2)[0]).filter(change -> change == 0).count();
    assertFraction(RATE * RATE, both);
  }

  /** Neighbours in a row, in a column and across channels are dropped apart from each other. */
  private void elementsDiffer() {
    double[] change = steps(bench, network(IMAGE, new Layer.Dropout(RATE)), 1, 1)[0];
    assertFraction(RATE, dropped(change), change.length);
    for (int apart : new int[] {1, IMAGE.width(), IMAGE.height() * IMAGE.width()}) {
      int pairs = change.length - apart;
      long both = 0;
      for (int i = 0; i < pairs; i++) {
        both += change[i] == 0 && change[i + apart] == 0 ? 1 : 0;
      }
      // An element has a part in two pairs, which makes their number vary more.
      double variance =
          RATE * RATE * (1 - RATE * RATE) + 2 * (Math.pow(RATE, 3) - Math.pow(RATE, 4));
      assertEquals(
          pairs * RATE * RATE,
          (double) both,
          DEVIATIONS * Math.sqrt(pairs * variance),
          "pairs of elements that are " + apart + " apart and both dropped, of " + pairs);
    }
  }

  /** One mask twice would drop no more than one dropout does. */
  private void layersDiffer() {
    Layer dropout = new Layer.Dropout(RATE);
    double[] change = steps(bench, network(Shape.vector(FEATURES), dropout, dropout), 1, 1)[0];
    assertFraction(1 - (1 - RATE) * (1 - RATE), dropped(change), FEATURES);
  }

  private void seedChooses() {
    double[] first = steps(bench, network(), 1, 1)[0];
    double[] other = steps(bench.withSeed(Bench.SEED + 1), network(), 1, 1)[0];
    long both = 0;
    for (int i = 0; i < FEATURES; i++) {
      both += first[i] == 0 && other[i] == 0 ? 1 : 0;
    }
    assertFraction(RATE * RATE, both, FEATURES);
    if (repeatsBits) {
      assertTrue(
          Arrays.equals(first, steps(bench, network(), 1, 1)[0]), "the same seed, the same mask");
    }
  }

  private static long dropped(double[] change) {
    return Arrays.stream(change).filter(each -> each == 0).count();
  }

  /** Behind a dense layer, a dropped unit's weights in front must not move either. */
  private void gradientPassesSameMask() {
    int units = 200;
    Initializer normal = new Initializer.Normal(0.05);
    ResolvedGraph graph =
        Networks.chain(
            Shape.vector(1),
            new Layer.Dense(units, false, normal, normal),
            new Layer.Dropout(0.5),
            new Layer.Dense(2, false, normal, normal));
    Parameters initial = InitialParameters.draw(graph, 3);
    bench.withModel(
        graph,
        initial,
        Bench.UNIT_DESCENT,
        model -> {
          try (Staged staged = model.stage(Networks.batch(graph, new int[] {0}, 1))) {
            model.step(staged);
          }
          boolean[] front = moved(initial, model.parameters(), "dense-1.weight", units);
          boolean[] behind = moved(initial, model.parameters(), "dense-3.weight", units);
          assertTrue(Arrays.equals(front, behind), "units that moved in front and behind");
          assertFalse(Arrays.equals(front, new boolean[units]), "something moved");
        });
  }

  private static boolean[] moved(Parameters before, Parameters after, String name, int count) {
    boolean[] moved = new boolean[count];
    for (int i = 0; i < count; i++) {
      moved[i] = before.get(name).data()[i] != after.get(name).data()[i];
    }
    return moved;
  }
}

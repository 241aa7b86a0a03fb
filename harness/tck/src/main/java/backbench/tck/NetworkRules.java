package backbench.tck;

import static backbench.tck.Bench.rule;
import static backbench.tck.Networks.SAME;
import static backbench.tck.Networks.VALID;
import static backbench.tck.Networks.chain;
import static backbench.tck.Networks.conv;
import static backbench.tck.Networks.maxPool;

import backbench.certificate.CertificationRecipe;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** G: small networks of many layers, each with Adam, against the oracle. */
final class NetworkRules {

  private final Bench bench;

  NetworkRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("G1", "convolutions, pools and dense layers", () -> certify(plain(), 0, 1)),
        rule("G2", "batch normalisation between convolutions", () -> certify(normalised(), 0, 1)),
        rule(
            "G3", "1×1 convolutions and a global average", () -> certify(networkInNetwork(), 0, 1)),
        rule("G4", "dropout compares at rate 0", () -> certify(dropping(), 0, 1)),
        rule("G5", "channel normalisation as in AlexNet", () -> certify(alexLike(), 0, 1)),
        rule("G6", "a node that feeds two others", () -> certify(transformer(), 0, 1)),
        rule("G7", "unscaled pixels make large logits", () -> certify(plain(), 0, 255)));
  }

  private void certify(ResolvedGraph graph, double low, double high) {
    TrainingSpec adam = new TrainingSpec(new Optimizer.Adam(1e-3));
    CertificationRecipe recipe =
        CertificationRecipe.of(adam).withBatchSize(3).withInputs(low, high);
    bench.certify(graph, recipe);
  }

  private static ResolvedGraph plain() {
    return chain(
        Shape.image(1, 12, 12),
        conv(6, 4, SAME),
        new Layer.Relu(),
        maxPool(2, 2),
        conv(8, 4, SAME),
        new Layer.Relu(),
        maxPool(2, 2),
        new Layer.Flatten(),
        new Layer.Dense(20),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  private static ResolvedGraph normalised() {
    Layer unbiased = new Layer.Conv2d(5, Window.square(3, 1, VALID), false);
    return chain(
        Shape.image(1, 12, 11),
        conv(4, 3, SAME),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        maxPool(2, 2),
        unbiased,
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.Flatten(),
        new Layer.Dense(10));
  }

  private static ResolvedGraph networkInNetwork() {
    return chain(
        Shape.image(1, 11, 11),
        conv(6, 3, VALID),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        conv(5, 1, VALID),
        new Layer.Relu(),
        maxPool(3, 2),
        conv(4, 1, VALID),
        new Layer.Relu(),
        new Layer.AvgPool2d(Window.square(4, 4, VALID)),
        new Layer.Flatten());
  }

  private static ResolvedGraph dropping() {
    return chain(
        Shape.image(3, 8, 8),
        conv(4, 4, SAME),
        new Layer.Relu(),
        maxPool(2, 2),
        new Layer.Dropout(0.2),
        new Layer.Flatten(),
        new Layer.Dense(12),
        new Layer.Relu(),
        new Layer.Dropout(0.5),
        new Layer.Dense(5));
  }

  private static ResolvedGraph alexLike() {
    return chain(
        Shape.image(3, 19, 19),
        new Layer.Conv2d(8, Window.square(5, 2, VALID), true),
        new Layer.Relu(),
        new Layer.LocalResponseNorm(),
        maxPool(3, 2),
        conv(6, 3, SAME),
        new Layer.Relu(),
        new Layer.Flatten(),
        new Layer.Dense(5));
  }

  private static ResolvedGraph transformer() {
    return Networks.sampled(Shape.image(2, 8, 8), 5, 5, 0.8, 0.05, 0.03, -0.04, 0.9, 0.02);
  }
}

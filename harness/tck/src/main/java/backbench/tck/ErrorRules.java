package backbench.tck;

import static backbench.tck.Bench.refused;
import static backbench.tck.Bench.rule;

import backbench.error.ErrorCode;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.Tuning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;

/** E: requests that must be refused, and how. */
final class ErrorRules {

  private final Bench bench;

  ErrorRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    List<DynamicNode> rules = new ArrayList<>();
    int item = 1;
    for (LayerKind kind : LayerKind.values()) {
      rules.add(
          rule(
              "E1." + item++,
              kind.id() + " is declared, or refused with UNSUPPORTED_LAYER",
              () -> declaredOrRefused(kind)));
    }
    rules.add(
        rule("E2", "images of another shape are INVALID_ARGUMENT", this::wrongImagesAreRefused));
    rules.add(rule("E3", "a label out of range is INVALID_ARGUMENT", this::wrongLabelsAreRefused));
    rules.add(rule("E4", "an unknown option is UNSUPPORTED_CONFIG", this::unknownOptionIsRefused));
    rules.add(
        rule("E5", "a device that is not declared is UNSUPPORTED_CONFIG", this::deviceIsRefused));
    rules.add(
        rule("E6", "a step without a recipe is NOT_TRAINABLE", this::untrainedModelIsRefused));
    rules.add(
        rule("E7", "a missing parameter is INVALID_ARGUMENT", this::missingParameterIsRefused));
    rules.add(
        rule("E8", "a parameter of another shape is INVALID_ARGUMENT", this::misshapenIsRefused));
    rules.add(
        rule("E9", "a refused batch leaves the model usable", this::refusalLeavesModelUsable));
    rules.add(
        rule("E10", "a tuning that is not declared is UNSUPPORTED_CONFIG", this::tuningIsRefused));
    return rules.stream();
  }

  private void declaredOrRefused(LayerKind kind) {
    ResolvedGraph graph = LayerCases.forKind(kind).get(0).graph();
    boolean othersDeclared =
        graph.kinds().stream()
            .allMatch(other -> other == kind || bench.info().layers().contains(other));
    Assumptions.assumeTrue(othersDeclared, "the backend lacks what the rule builds around it");
    Parameters initial = InitialParameters.draw(graph, 1);
    bench.withBackend(
        backend -> {
          if (bench.info().layers().contains(kind)) {
            backend.compile(graph, initial, Bench.DESCENT).close();
          } else {
            refused(
                ErrorCode.UNSUPPORTED_LAYER,
                () -> backend.compile(graph, initial, Bench.DESCENT).close());
          }
        });
  }

  private static ResolvedGraph network() {
    return Networks.chain(Shape.image(2, 4, 3), new Layer.Flatten(), new Layer.Dense(5));
  }

  private void withNetwork(Consumer<Model> check) {
    ResolvedGraph graph = network();
    bench.withModel(graph, InitialParameters.draw(graph, 1), Bench.DESCENT, check);
  }

  private void wrongImagesAreRefused() {
    withNetwork(
        model -> {
          for (List<Integer> dims :
              List.of(
                  List.of(2, 2, 3, 4), // height and width exchanged: as many elements
                  List.of(2, 4, 3, 2), // channels last: as many elements
                  List.of(2, 24), // flat: as many elements
                  List.of(2, 2, 4, 4),
                  List.of(2, 1, 4, 3))) {
            Batch batch = new Batch(Tensor.zeros(dims), new int[2]);
            refused(ErrorCode.INVALID_ARGUMENT, () -> model.stage(batch).close());
          }
        });
  }

  private void wrongLabelsAreRefused() {
    withNetwork(
        model -> {
          for (int label : new int[] {5, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Batch batch = new Batch(Tensor.zeros(List.of(2, 2, 4, 3)), new int[] {0, label});
            refused(ErrorCode.INVALID_ARGUMENT, () -> model.stage(batch).close());
          }
        });
  }

  private void unknownOptionIsRefused() {
    BackendConfig config = bench.config().withOptions(Map.of("no-backend-has-this-option", "1"));
    refused(ErrorCode.UNSUPPORTED_CONFIG, () -> bench.provider().open(config).close());
  }

  private void deviceIsRefused() {
    Assumptions.assumeFalse(
        bench.info().devices().contains(Device.GPU), "the backend declares every device");
    BackendConfig config = bench.config().toBuilder().device(Device.GPU).build();
    refused(ErrorCode.UNSUPPORTED_CONFIG, () -> bench.provider().open(config).close());
  }

  private void tuningIsRefused() {
    Set<Tuning> others = EnumSet.allOf(Tuning.class);
    others.removeAll(bench.info().tunings());
    Assumptions.assumeFalse(others.isEmpty(), "the backend declares every tuning");
    for (Tuning other : others) {
      BackendConfig config = bench.config().withTuning(other);
      refused(ErrorCode.UNSUPPORTED_CONFIG, () -> bench.provider().open(config).close());
    }
  }

  private void untrainedModelIsRefused() {
    ResolvedGraph graph = network();
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 1),
        Bench.UNTRAINED,
        model -> {
          try (Staged staged = model.stage(Networks.batch(graph, 2, 1))) {
            refused(ErrorCode.NOT_TRAINABLE, () -> model.step(staged));
          }
        });
  }

  private void missingParameterIsRefused() {
    ResolvedGraph graph = network();
    Map<String, Tensor> tensors = new LinkedHashMap<>(InitialParameters.draw(graph, 1).tensors());
    tensors.remove("dense-2.bias");
    refusedInitial(graph, new Parameters(tensors));
  }

  private void misshapenIsRefused() {
    ResolvedGraph graph = network();
    Map<String, Tensor> tensors = new LinkedHashMap<>(InitialParameters.draw(graph, 1).tensors());
    tensors.computeIfPresent(
        "dense-2.weight", (name, tensor) -> new Tensor(List.of(24, 5), tensor.data()));
    refusedInitial(graph, new Parameters(tensors));
  }

  private void refusedInitial(ResolvedGraph graph, Parameters initial) {
    bench.requireKinds(graph.kinds());
    bench.withBackend(
        backend ->
            refused(
                ErrorCode.INVALID_ARGUMENT,
                () -> backend.compile(graph, initial, Bench.DESCENT).close()));
  }

  private void refusalLeavesModelUsable() {
    withNetwork(
        model -> {
          Batch wrong = new Batch(Tensor.zeros(List.of(1, 24)), new int[1]);
          refused(ErrorCode.INVALID_ARGUMENT, () -> model.stage(wrong).close());
          try (Staged staged = model.stage(Networks.batch(network(), 2, 1))) {
            model.step(staged);
          }
        });
  }
}

package backbench.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.certificate.Certifier;
import backbench.certificate.RuleResult;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Sets a backend up for a rule, and takes it down. */
final class Bench {

  /** Plain descent, so gently that no rule depends on where it leads. */
  static final Optional<TrainingSpec> DESCENT =
      Optional.of(new TrainingSpec(new Optimizer.Sgd(0.05)));

  /** A step of which the weights' difference is the gradient. */
  static final Optional<TrainingSpec> UNIT_DESCENT =
      Optional.of(new TrainingSpec(new Optimizer.Sgd(1)));

  /** No recipe: a model that only predicts. */
  static final Optional<TrainingSpec> UNTRAINED = Optional.empty();

  static final long SEED = 1;

  private final BackendProvider provider;
  private final BackendConfig config;

  Bench(BackendProvider provider, BackendConfig config) {
    this.provider = provider;
    this.config = config;
  }

  /** Names a rule: its number, then what it demands. */
  static DynamicNode rule(String number, String demand, Executable check) {
    return DynamicTest.dynamicTest(number + " " + demand, check);
  }

  BackendProvider provider() {
    return provider;
  }

  /** Describes the backend as it is with the tuning that the rules run with. */
  BackendInfo info() {
    return provider.info().under(config.tuning());
  }

  int threads() {
    return config.threads();
  }

  BackendConfig config() {
    return config;
  }

  /** Skips the rule unless the backend declares all kinds. */
  void requireKinds(Set<LayerKind> kinds) {
    Set<LayerKind> missing =
        kinds.stream().filter(kind -> !info().layers().contains(kind)).collect(Collectors.toSet());
    assumeTrue(missing.isEmpty(), () -> "the backend does not declare " + missing);
  }

  /** Skips the rule if the backend refuses the optimiser, with the right code. */
  void requireOptimizer(ResolvedGraph graph, Optimizer optimizer) {
    requireKinds(graph.kinds());
    withBackend(
        backend -> {
          try (Model model =
              backend.compile(
                  graph,
                  InitialParameters.draw(graph, SEED),
                  Optional.of(new TrainingSpec(optimizer)))) {
            model.parameters();
          } catch (BackbenchException refusal) {
            assumeTrue(refusal.code() != ErrorCode.UNSUPPORTED_OPTIMIZER, refusal.getMessage());
            throw refusal;
          }
        });
  }

  /** Runs a check on an open backend. */
  void withBackend(Consumer<Backend> check) {
    try (Backend backend = provider.open(config)) {
      check.accept(backend);
    }
  }

  /** Returns a bench whose backend is given another seed. */
  Bench withSeed(long seed) {
    return new Bench(
        provider,
        BackendConfig.builder(config.threads(), seed, config.scratch())
            .device(config.device())
            .cache(config.cache())
            .tuning(config.tuning())
            .options(config.options())
            .build());
  }

  /** Runs a check on a model; skips it if the backend does not declare its layers. */
  void withModel(
      ResolvedGraph graph,
      Parameters initial,
      Optional<TrainingSpec> training,
      Consumer<Model> check) {
    requireKinds(graph.kinds());
    withBackend(
        backend -> {
          try (Model model = backend.compile(graph, initial, training)) {
            check.accept(model);
          }
        });
  }

  /** Demands every rule of a certificate. */
  void certify(ResolvedGraph graph, CertificationRecipe recipe) {
    requireKinds(graph.kinds());
    withBackend(
        backend -> {
          Certificate certificate = Certifier.certify(info(), backend, graph, recipe);
          String failures =
              certificate.rules().stream()
                  .filter(RuleResult::failed)
                  .map(Bench::failure)
                  .collect(Collectors.joining(System.lineSeparator()));
          assertEquals("", failures, () -> graph.graph().toString());
        });
  }

  private static String failure(RuleResult rule) {
    return "%s %s: relative error %.3g, allowed %.3g: %s"
        .formatted(
            rule.rule(), rule.title(), rule.worstRelativeError(), rule.tolerance(), rule.detail());
  }

  /** Demands that an action is refused with a code and a message. */
  static void refused(ErrorCode code, Executable action) {
    BackbenchException refusal = assertThrows(BackbenchException.class, action);
    assertEquals(code, refusal.code(), refusal::getMessage);
    String message = refusal.getMessage();
    assertEquals(false, message == null || message.isBlank(), "an error says what is wrong");
  }
}

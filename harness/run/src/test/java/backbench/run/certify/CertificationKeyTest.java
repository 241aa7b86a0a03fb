package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.run.ToySuite;
import backbench.specs.RecipeSpec;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each thing that a certificate depends on is part of its key. */
class CertificationKeyTest {

  private static final Surroundings HERE =
      new Surroundings(
          "code", List.of("-flag"), "java", "platform", "processor", Optional.of("gpu"));

  @TempDir Path folder;

  private final FakeWorkers workers = new FakeWorkers();
  private final List<String> warnings = new ArrayList<>();
  private Parts usual;

  /** The parts of a subject, to be varied one by one. */
  private record Parts(
      Plugin plugin,
      String digest,
      ResolvedGraph graph,
      RecipeSpec recipe,
      Device device,
      int threads,
      Tuning tuning,
      long seed) {

    Subject subject() {
      return new Subject(
          plugin,
          new CellKey.Configuration(plugin.id(), digest, device, threads, tuning),
          graph,
          recipe,
          seed,
          OptionalInt.empty(),
          60);
    }

    Parts with(Plugin other) {
      return new Parts(other, digest, graph, recipe, device, threads, tuning, seed);
    }

    Parts with(String other) {
      return new Parts(plugin, other, graph, recipe, device, threads, tuning, seed);
    }

    Parts with(ResolvedGraph other) {
      return new Parts(plugin, digest, other, recipe, device, threads, tuning, seed);
    }

    Parts with(RecipeSpec other) {
      return new Parts(plugin, digest, graph, other, device, threads, tuning, seed);
    }

    Parts with(Device other) {
      return new Parts(plugin, digest, graph, recipe, other, threads, tuning, seed);
    }

    Parts with(int other) {
      return new Parts(plugin, digest, graph, recipe, device, other, tuning, seed);
    }

    Parts with(Tuning other) {
      return new Parts(plugin, digest, graph, recipe, device, threads, other, seed);
    }

    Parts with(long other) {
      return new Parts(plugin, digest, graph, recipe, device, threads, tuning, other);
    }
  }

  @BeforeEach
  void certifyOne() throws Exception {
    usual =
        new Parts(
            FakeWorkers.plugin(folder, "good"),
            "11".repeat(32),
            ToySuite.linear().graph(),
            recipe(new Optimizer.Sgd(0.1), 8, 2, Scaling.UNIT, Map.of()),
            Device.CPU,
            1,
            Tuning.BEST,
            1);
    Certification here = certification(HERE);
    make(here, usual.subject());
    assertThat(here.cached(usual.subject())).isPresent();
    assertThat(warnings).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> eachPartOfTheSubjectCounts() throws Exception {
    Map<String, Parts> others =
        Map.ofEntries(
            Map.entry("backend", usual.with(FakeWorkers.plugin(folder, "other"))),
            Map.entry("plugin digest", usual.with("22".repeat(32))),
            Map.entry("network", usual.with(FakeWorkers.network("linear", 9))),
            Map.entry("device", usual.with(Device.GPU)),
            Map.entry("threads", usual.with(2)),
            Map.entry("tuning", usual.with(Tuning.AS_IT_COMES)),
            Map.entry("seed", usual.with(2L)),
            Map.entry(
                "optimiser",
                usual.with(recipe(new Optimizer.Adam(0.1), 8, 2, Scaling.UNIT, Map.of()))),
            Map.entry(
                "rate", usual.with(recipe(new Optimizer.Sgd(0.2), 8, 2, Scaling.UNIT, Map.of()))),
            Map.entry(
                "scaling",
                usual.with(recipe(new Optimizer.Sgd(0.1), 8, 2, Scaling.CENTERED, Map.of()))),
            Map.entry(
                "initialisers",
                usual.with(
                    recipe(
                        new Optimizer.Sgd(0.1),
                        8,
                        2,
                        Scaling.UNIT,
                        Map.of(ParameterRole.BIAS, new Initializer.Normal(0.1))))));
    return others.entrySet().stream()
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.getKey(),
                    () -> {
                      Certification here = certification(HERE);
                      assertThat(here.cached(other.getValue().subject())).isEmpty();
                      make(here, other.getValue().subject());
                      assertThat(here.cached(usual.subject())).as("beside the other").isPresent();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> eachPartOfTheSurroundingsCounts() {
    Map<String, Surroundings> others =
        Map.of(
            "code",
            new Surroundings("another", HERE.flags(), "java", "platform", "processor", HERE.gpus()),
            "flags",
            new Surroundings("code", List.of(), "java", "platform", "processor", HERE.gpus()),
            "java",
            new Surroundings("code", HERE.flags(), "another", "platform", "processor", HERE.gpus()),
            "platform",
            new Surroundings("code", HERE.flags(), "java", "another", "processor", HERE.gpus()),
            "processor",
            new Surroundings("code", HERE.flags(), "java", "platform", "another", HERE.gpus()));
    return others.entrySet().stream()
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.getKey(),
                    () ->
                        assertThat(certification(other.getValue()).cached(usual.subject()))
                            .isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> howTheWorkerIsStartedCounts() {
    Map<String, LaunchOptions> others =
        Map.of(
            "a flag", LaunchOptions.builder().jvmFlag("-Xmx1g").build(),
            "a variable", LaunchOptions.builder().variable("OMP_NUM_THREADS", "2").build());
    return others.entrySet().stream()
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.getKey(),
                    () -> {
                      workers.launch = other.getValue();
                      assertThat(certification(HERE).cached(usual.subject())).isEmpty();
                    }));
  }

  @Test
  void theGpusCountWhereTheyCompute() throws Exception {
    Surroundings another = onGpus(Optional.of("another"));
    assertThat(certification(another).cached(usual.subject())).as("on the CPU").isPresent();
    Subject onGpu = usual.with(Device.GPU).subject();
    make(certification(HERE), onGpu);
    assertThat(certification(HERE).cached(onGpu)).isPresent();
    assertThat(certification(another).cached(onGpu)).isEmpty();
  }

  @Test
  void aCertificateOfAGpuThatNothingIsToldOfIsNotKept() throws Exception {
    Certification unknown = certification(onGpus(Optional.empty()));
    Subject onGpu = usual.with(Device.GPU).subject();
    assertThat(make(unknown, onGpu).certificate().passed()).isTrue();
    assertThat(unknown.cached(onGpu)).isEmpty();
  }

  private static Surroundings onGpus(Optional<String> gpus) {
    return new Surroundings("code", HERE.flags(), "java", "platform", "processor", gpus);
  }

  @Test
  void howLongAndInWhatBatchesARecipeTrainsDoesNotCount() throws Exception {
    RecipeSpec longer = recipe(new Optimizer.Sgd(0.1), 16, 9, Scaling.UNIT, Map.of());
    assertThat(certification(HERE).cached(usual.with(longer).subject())).isPresent();
  }

  private Certification certification(Surroundings surroundings) {
    return new Certification(workers, folder.resolve("cache"), surroundings, warnings::add, true);
  }

  private static Proof make(Certification certification, Subject subject) throws Exception {
    List<Proof> proofs = new ArrayList<>();
    certification.make(List.of(subject), begun -> {}, (index, proof) -> proofs.add(proof));
    return proofs.get(0);
  }

  private static RecipeSpec recipe(
      Optimizer optimizer,
      int batch,
      int epochs,
      Scaling scaling,
      Map<ParameterRole, Initializer> initializers) {
    return new RecipeSpec(
        optimizer, batch, epochs, scaling, true, Selection.ALL, initializers, Augmentation.NONE);
  }
}

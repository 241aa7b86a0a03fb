package backbench.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.core.result.Reported;
import backbench.data.Scaling;
import backbench.spi.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the shipped recipes to the documents whose numbers they are to reproduce. */
class ReportedSuitesTest {

  private static final Path FOLDER = Specs.SHIPPED.resolve("suites/reported");
  private static final Set<String> CAVEATS = Set.of("alexnet-half", "lenet-cifar10-tensorflow");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # suite              | entry                    | network                        | dataset         | optimizer | batch | epochs | scaling  | accuracy
          cnn-variants         | deep-cnn                 | deep-cnn                       | mnist           | adam      |    64 |      5 | none     | 0.9863
          cnn-variants         | deep-cnn-bn              | deep-cnn-bn                    | mnist           | adam      |    64 |      5 | none     | 0.9909
          cnn-variants         | nin                      | nin                            | mnist           | adam      |    64 |      5 | none     | 0.9887
          lenet-mnist          | lenet-mnist-adam         | lenet-mnist                    | mnist           | adam 1e-8 |   100 |     10 | unit     | 0.9884
          lenet-mnist          | lenet-mnist-sgd          | lenet-mnist                    | mnist           | sgd 0.01  |   100 |     10 | unit     | 0.9785
          lenet-cifar10        | lenet-cifar10-keras      | lenet-cifar10                  | cifar-10        | rmsprop   |   128 |     10 | unit     | 0.7414
          lenet-cifar10        | lenet-cifar10-tensorflow | lenet-cifar10-without-dropout  | cifar-10        | rmsprop   |   128 |     20 | unit     | 0.6361
          conv-by-hand         | conv3x3                  | conv3x3                        | mnist           | sgd 0.005 |     1 |      3 | centered | 0.78
          conv-by-hand         | conv3x3-keras            | conv3x3-keras                  | mnist           | sgd 0.005 |     1 |      3 | centered | 0.9744
          spatial-transformer  | cnn-cluttered            | cnn-cluttered                  | cluttered-mnist | adam      |   256 |     30 | unit     |
          spatial-transformer  | st-cnn-cluttered         | st-cnn-cluttered               | cluttered-mnist | adam      |   256 |     30 | unit     |
          alexnet              | alexnet-half             | alexnet-half                   | caltech101-45   | adam      |    32 |     30 | unit     | 0.2613
          """)
  void everyEntryIsTrainedAsItsDocumentSays(
      String suite,
      String entry,
      String network,
      String dataset,
      String optimizer,
      int batch,
      int epochs,
      String scaling,
      Double accuracy) {
    SuiteSpec.Entry read = entry(suite, entry);
    RecipeSpec recipe = read.recipe();
    Reported reported = read.reported().orElseThrow();

    assertThat(read.network().id()).isEqualTo(network);
    assertThat(read.dataset().id()).isEqualTo(dataset);
    assertThat(recipe.optimizer()).isEqualTo(optimizer(optimizer));
    assertThat(recipe.batch()).isEqualTo(batch);
    assertThat(recipe.epochs()).isEqualTo(epochs).isEqualTo(reported.epochs());
    assertThat(recipe.scaling()).isEqualTo(scaling(scaling));
    assertThat(recipe.shuffle()).isTrue();
    assertThat(recipe.augmentation().isNone()).isTrue();
    assertThat(reported.accuracy()).isEqualTo(accuracy);
  }

  @Test
  void whatIsHeldOutOrLeftOutIsAsTheDocumentsSay() {
    assertThat(entry("cnn-variants", "nin").recipe().validation()).isEqualTo(0.1);
    assertThat(entry("lenet-mnist", "lenet-mnist-sgd").recipe().train()).hasValue(55_000);
    assertThat(entry("conv-by-hand", "conv3x3").recipe().train()).hasValue(1_000);
    assertThat(entry("conv-by-hand", "conv3x3").recipe().test()).hasValue(1_000);
    assertThat(entry("conv-by-hand", "conv3x3-keras").recipe().train()).isEmpty();
    // Of 60,000 samples, 50,000 train and 10,000 validate.
    assertThat(entry("spatial-transformer", "st-cnn-cluttered").recipe().validation())
        .isEqualTo(1 / 6.0);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void onlyWhatIsNotAsInItsDocumentHasACaveat(String suite) {
    assertThat(Catalog.of(Specs.SHIPPED).suite("reported/" + suite).entries())
        .allSatisfy(
            entry ->
                assertThat(entry.reported().orElseThrow().caveat() != null)
                    .as(entry.id())
                    .isEqualTo(CAVEATS.contains(entry.id())));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aSuiteThatHoldsTrainingAccuraciesMeasuresThem(String suite) {
    SuiteSpec read = Catalog.of(Specs.SHIPPED).suite("reported/" + suite);

    assertThat(
            read.entries().stream()
                .map(entry -> entry.reported().orElseThrow())
                .anyMatch(
                    reported ->
                        reported.trainAccuracy() != null
                            || !reported.curve().trainAccuracy().isEmpty()))
        .isEqualTo(read.measure().accuracy().evaluateTraining());
  }

  @Test
  void everyReportedSuiteIsHeldHere() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()).replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(suites());
    }
  }

  private static List<String> suites() {
    return List.of(
        "alexnet",
        "cnn-variants",
        "conv-by-hand",
        "lenet-cifar10",
        "lenet-mnist",
        "spatial-transformer");
  }

  private static SuiteSpec.Entry entry(String suite, String id) {
    return Catalog.of(Specs.SHIPPED).suite("reported/" + suite).entries().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "adam" -> new Optimizer.Adam(0.001);
      case "adam 1e-8" -> new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8);
      case "rmsprop" -> new Optimizer.RmsProp(0.001);
      case "sgd 0.01" -> new Optimizer.Sgd(0.01);
      case "sgd 0.005" -> new Optimizer.Sgd(0.005);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Scaling scaling(String name) {
    return switch (name) {
      case "none" -> Scaling.IDENTITY;
      case "unit" -> Scaling.UNIT;
      case "centered" -> Scaling.CENTERED;
      default -> throw new IllegalArgumentException(name);
    };
  }
}

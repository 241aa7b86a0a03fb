package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Scaling;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.results.Reported;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the shipped recipes to the documents whose numbers they are to reproduce. */
class ReportedSuitesTest {

  private static final Path FOLDER = Specs.SHIPPED.resolve("suites/reported");
  private static final Set<String> CAVEATS =
      Set.of("alexnet-half", "deep-cnn", "lenet-cifar10-tensorflow", "st-cnn-cluttered");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # suite              | workload                    | network                        | dataset         | optimizer | batch | epochs | scaling  | accuracy
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
      String workload,
      String network,
      String dataset,
      String optimizer,
      int batch,
      int epochs,
      String scaling,
      Double accuracy) {
    SuiteSpec.Workload read = workload(suite, workload);
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
    assertThat(reported.last().accuracy()).isEqualTo(accuracy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # suite             | workload                    | parameters | loss   | val. acc. | val. loss | train acc. | seconds  | curves: values and their sum
          cnn-variants        | deep-cnn                 | 78602      | 0.0445 |           |           |            |          |
          cnn-variants        | deep-cnn-bn              | 79114      | 0.0288 | 0.9922    | 0.0315    | 0.9839     | 115 120  | train loss 5: 0.318700; train accuracy 5: 1.900200; validation loss 5: 0.078500; validation accuracy 5: 1.980200
          cnn-variants        | nin                      | 31850      | 0.0335 | 0.9892    | 0.0435    | 0.986      | 49 62    | train loss 5: 0.317000; train accuracy 5: 1.900700; validation loss 5: 0.109200; validation accuracy 5: 1.971000
          lenet-mnist         | lenet-mnist-adam         | 3255914    |        |           |           |            |          | train loss 10: 1.718010
          lenet-mnist         | lenet-mnist-sgd          | 3255914    | 0.0629 |           |           | 0.9804     | 217 317  | train loss 10: 1.930300; train accuracy 10: 9.448700
          lenet-cifar10       | lenet-cifar10-keras      | 4239978    | 0.8499 |           |           | 0.8528     | 191 237  | train loss 10: 8.024200; train accuracy 10: 7.208300
          lenet-cifar10       | lenet-cifar10-tensorflow | 4239978    |        |           |           |            |          | train loss 20: 14.846747
          conv-by-hand        | conv3x3                  |            | 0.5979 |           |           |            |          | train loss 3: 2.138600; train accuracy 3: 2.341000
          conv-by-hand        | conv3x3-keras            | 13610      | 0.0778 |           |           |            |          | train loss 3: 0.454700; loss 3: 0.289000; accuracy 3: 2.909900; train accuracy 3: 2.864500
          spatial-transformer | cnn-cluttered            | 1085322    |        |           |           |            |          |
          spatial-transformer | st-cnn-cluttered         | 944750     |        | 0.9755    | 0.1754    |            | 844 1007 | train loss 30: 8.948800; train accuracy 30: 27.082600; validation loss 30: 8.619400; validation accuracy 30: 28.299200
          alexnet             | alexnet-half             | 14674221   | 7.0082 |           |           | 0.939      | 116 160  | train loss 30: 37.478000; train accuracy 30: 19.861500
          """)
  void everyNumberIsThatOfItsDocument(
      String suite,
      String workload,
      Long parameters,
      Double loss,
      Double validationAccuracy,
      Double validationLoss,
      Double trainAccuracy,
      String seconds,
      String curves) {
    Reported reported = workload(suite, workload).reported().orElseThrow();

    assertThat(reported.parameters()).isEqualTo(parameters);
    assertThat(reported.last().loss()).isEqualTo(loss);
    assertThat(reported.last().validationAccuracy()).isEqualTo(validationAccuracy);
    assertThat(reported.last().validationLoss()).isEqualTo(validationLoss);
    assertThat(reported.last().trainAccuracy()).isEqualTo(trainAccuracy);
    Reported.Seconds times = reported.epochSeconds();
    assertThat(
            times == null
                ? null
                : String.format(Locale.ROOT, "%.0f %.0f", times.low(), times.high()))
        .isEqualTo(seconds);
    assertThat(sums(reported.curve())).isEqualTo(curves == null ? "" : curves);
  }

  @Test
  void onlyTheTwoProgramsThatDrawTheirOwnWeightsStartOtherwiseThanTheirNetwork() {
    assertThat(workload("lenet-mnist", "lenet-mnist-adam").recipe().initializers())
        .isEqualTo(normal(0.1, 1));
    assertThat(workload("lenet-cifar10", "lenet-cifar10-tensorflow").recipe().initializers())
        .isEqualTo(normal(0.01, 1));
    assertThat(
            suites().stream()
                .flatMap(suite -> suite("reported/" + suite).workloads().stream())
                .filter(workload -> !workload.recipe().initializers().isEmpty()))
        .hasSize(2);
  }

  @Test
  void whatIsHeldOutOrLeftOutIsAsTheDocumentsSay() {
    assertThat(workload("cnn-variants", "nin").recipe().selection().validationFraction())
        .isEqualTo(0.1);
    assertThat(workload("lenet-mnist", "lenet-mnist-sgd").recipe().selection().trainLimit())
        .hasValue(55_000);
    assertThat(workload("conv-by-hand", "conv3x3").recipe().selection().trainLimit())
        .hasValue(1_000);
    assertThat(workload("conv-by-hand", "conv3x3").recipe().selection().testLimit())
        .hasValue(1_000);
    assertThat(workload("conv-by-hand", "conv3x3-keras").recipe().selection().trainLimit())
        .isEmpty();
    // Of 60,000 samples, 50,000 train and 10,000 validate.
    assertThat(
            workload("spatial-transformer", "st-cnn-cluttered")
                .recipe()
                .selection()
                .validationFraction())
        .isEqualTo(1 / 6.0);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void onlyWhatIsNotAsInItsDocumentHasACaveat(String suite) {
    assertThat(suite("reported/" + suite).workloads())
        .allSatisfy(
            workload ->
                assertThat(workload.reported().orElseThrow().caveat() != null)
                    .as(workload.id())
                    .isEqualTo(CAVEATS.contains(workload.id())));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aSuiteThatHoldsTrainingAccuraciesMeasuresThem(String suite) {
    SuiteSpec read = suite("reported/" + suite);

    assertThat(
            read.workloads().stream()
                .map(workload -> workload.reported().orElseThrow())
                .anyMatch(
                    reported ->
                        reported.last().trainAccuracy() != null
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

  private static SuiteSpec suite(String name) {
    return Catalog.of(Specs.SHIPPED).suite(name);
  }

  private static SuiteSpec.Workload workload(String suite, String id) {
    return suite("reported/" + suite).workloads().stream()
        .filter(workload -> workload.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Map<ParameterRole, Initializer> normal(double weights, double biases) {
    return Map.of(
        ParameterRole.WEIGHT,
        new Initializer.Normal(weights),
        ParameterRole.BIAS,
        new Initializer.Normal(biases));
  }

  private static String sums(Reported.Curve curve) {
    Map<String, List<Double>> lists = new LinkedHashMap<>();
    lists.put("train loss", curve.trainLoss());
    lists.put("loss", curve.loss());
    lists.put("accuracy", curve.accuracy());
    lists.put("train accuracy", curve.trainAccuracy());
    lists.put("validation loss", curve.validationLoss());
    lists.put("validation accuracy", curve.validationAccuracy());
    return lists.entrySet().stream()
        .filter(list -> !list.getValue().isEmpty())
        .map(
            list ->
                String.format(
                    Locale.ROOT,
                    "%s %d: %.6f",
                    list.getKey(),
                    list.getValue().size(),
                    list.getValue().stream().filter(Double::isFinite).mapToDouble(x -> x).sum()))
        .collect(Collectors.joining("; "));
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

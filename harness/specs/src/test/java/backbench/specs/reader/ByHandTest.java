package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.specs.SuiteSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the program of a write-up, of which one run is printed, from more starts than one.
 *
 * <p>It reports an accuracy of 0.78, and three seeds on each backend reach 0.835. Pooling differs
 * where pixels are equal; this shows that neither rule makes the difference.
 */
@Tag("experiment")
class ByHandTest {

  private static final int STARTS = 10;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherRuleForEqualPixelsReachesOnAverageWhatBackendsDoAndMoreThanWasReported(
      boolean allOfEqual) {
    SuiteSpec.Workload workload =
        Catalog.of(Specs.SHIPPED).suite("reported/conv-by-hand").workloads().get(0);
    Path data =
        Path.of(
            Objects.requireNonNullElse(
                System.getenv("BACKBENCH_DATA"),
                Specs.SHIPPED.resolve("../../shared/data").toString()));
    assumeTrue(Files.isDirectory(data.resolve("mnist")), "no folder mnist in " + data);
    Selection.Parts parts =
        workload
            .recipe()
            .selection()
            .of(workload.dataset().open(workload.dataset().resolve(Optional.of(data))));

    DoubleSummaryStatistics accuracies =
        IntStream.range(0, STARTS)
            .parallel()
            .mapToDouble(start -> accuracy(parts, start, allOfEqual))
            .summaryStatistics();

    assertThat(accuracies.getAverage()).isBetween(0.81, 0.85);
    assertThat(accuracies.getMax()).isGreaterThan(0.835);
  }

  private static double accuracy(Selection.Parts parts, long start, boolean allOfEqual) {
    ByHand program = new ByHand(new Random(start), allOfEqual);
    float[] image = new float[parts.train().shape().size()];
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int index : new Order.Shuffled(start).indices(parts.train().size(), epoch)) {
        program.train(pixels(parts.train(), index, image), parts.train().label(index));
      }
    }
    int right = 0;
    for (int index = 0; index < parts.test().size(); index++) {
      int predicted = program.predict(pixels(parts.test(), index, image));
      right += predicted == parts.test().label(index) ? 1 : 0;
    }
    return (double) right / parts.test().size();
  }

  private static float[] pixels(Samples samples, int index, float[] into) {
    samples.copyPixels(index, Scaling.CENTERED, into, 0);
    return into;
  }
}

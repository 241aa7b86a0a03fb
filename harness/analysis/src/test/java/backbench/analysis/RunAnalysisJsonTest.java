package backbench.analysis;

import static backbench.results.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import backbench.analysis.numbers.RunAnalysis;
import backbench.results.LearnedRun;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds every number of the sample runs to files that a person has reviewed. */
class RunAnalysisJsonTest {

  private static final int MOST_COMPONENTS = 8;

  @Test
  void everyNumberOfARunIsAsReviewed() throws IOException {
    assertNumbers("full.json", ReportRun.full());
  }

  @Test
  void theGainsOfSeveralTuningsAreAsReviewed() throws IOException {
    assertGolden(
        RunAnalysisJsonTest.class,
        "tuned.json",
        NumbersJson.of(RunAnalyzer.analyze(ReportRun.tuned()).workloads().get(0).tunings()));
  }

  @Test
  void everyNumberOfARunHeldAgainstADocumentIsAsReviewed() throws IOException {
    assertNumbers("learned.json", LearnedRun.full());
  }

  @Test
  void everyNumberOfARunOfOneForkIsAsReviewed() throws IOException {
    assertNumbers("sample.json", SampleRun.run());
  }

  @Test
  void noRecordOfTheTreeHasMoreThanEightComponents() {
    Set<Class<?>> seen = new HashSet<>();
    visit(RunAnalysis.class, seen);
    assertThat(seen)
        .filteredOn(each -> each.getName().startsWith("backbench.analysis."))
        .hasSizeGreaterThan(20)
        .allMatch(each -> each.getRecordComponents().length <= MOST_COMPONENTS);
  }

  private static void visit(Type type, Set<Class<?>> seen) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        visit(argument, seen);
      }
    } else if (type instanceof Class<?> each && each.isRecord() && seen.add(each)) {
      for (RecordComponent component : each.getRecordComponents()) {
        visit(component.getGenericType(), seen);
      }
    }
  }

  private static void assertNumbers(String name, RunResult run) throws IOException {
    assertGolden(RunAnalysisJsonTest.class, name, NumbersJson.of(RunAnalyzer.analyze(run)));
  }
}

package backbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.tck.reference.Mutant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Shows that the kit has teeth: each broken backend fails by the rule that is about its defect. */
class MutantsTest {

  private static final Map<Character, String> GROUPS =
      Map.ofEntries(
          Map.entry('I', "information"),
          Map.entry('L', "layers"),
          Map.entry('G', "networks"),
          Map.entry('T', "training"),
          Map.entry('D', "dropout"),
          Map.entry('F', "nonFinite"),
          Map.entry('E', "errors"),
          Map.entry('C', "lifecycle"),
          Map.entry('W', "clock"),
          Map.entry('M', "garbageCollections"),
          Map.entry('R', "memory"));

  @TestFactory
  Stream<DynamicTest> aBrokenBackendFailsByItsRule() {
    return Mutant.all().stream()
        .map(
            mutant ->
                DynamicTest.dynamicTest(
                    mutant.rule() + " catches: " + mutant.name(),
                    () -> assertThat(failedRules(mutant)).contains(mutant.rule())));
  }

  private static List<String> failedRules(Mutant mutant) {
    MutantTck.DEFECT.set(mutant.defect().get());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selector(mutant.rule())).build();
    List<String> failed = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() && result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failed.add(test.getDisplayName().split(" ", 2)[0]);
                }
              }
            });
    return failed;
  }

  /** Selects a slow group's rule by its place, for speed, and else the rule's whole group. */
  private static DiscoverySelector selector(String rule) {
    String group = GROUPS.get(rule.charAt(0));
    UniqueId id =
        UniqueId.forEngine("junit-jupiter")
            .append("class", MutantTck.class.getName())
            .append("test-factory", group + "()");
    String[] place = rule.substring(1).split("\\.", -1);
    return switch (rule.charAt(0)) {
      case 'L' ->
          DiscoverySelectors.selectUniqueId(
              id.append("dynamic-container", "#" + place[0])
                  .append("dynamic-test", "#" + place[1]));
      case 'M' -> DiscoverySelectors.selectUniqueId(id.append("dynamic-test", "#" + place[0]));
      default -> DiscoverySelectors.selectMethod(MutantTck.class, group);
    };
  }
}

package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.plugins.Plugins;
import backbench.run.ToySuite;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFilterTest {

  private static final SuiteSpec SUITE = ToySuite.suite(1, 60);

  @TempDir Path folder;
  private Plugins plugins;

  @BeforeEach
  void findPlugins() throws Exception {
    ToyPlugins.make(folder, "good", Behaviour.GOOD);
    Files.writeString(Files.createDirectory(folder.resolve("damaged")).resolve("a.jar"), "no jar");
    plugins = ToyPlugins.find(folder.resolve("home"), List.of(folder));
  }

  @Test
  void onlyWorkloadsThatAreNamedStayAndAllIfNoneIs() {
    SuiteSpec.Workload linear = SUITE.workloads().get(0);
    SuiteSpec.Workload again =
        new SuiteSpec.Workload(
            "again", linear.network(), linear.dataset(), linear.recipe(), linear.reported());
    SuiteSpec both =
        new SuiteSpec("both", "Both", List.of(linear, again), List.of("good"), SUITE.measure());

    SuiteSpec narrowed = new SuiteFilter(List.of("again"), List.of()).apply(both, plugins);
    assertThat(narrowed.workloads()).containsExactly(again);
    assertThat(narrowed.backends()).containsExactly("good");
    assertThat(filter("good").apply(both, plugins).workloads()).containsExactly(linear, again);
  }

  @Test
  void aBackendThatIsNamedTwiceRunsOnce() {
    assertThat(filter("good", "good").apply(SUITE, plugins).backends()).containsExactly("good");
  }

  @Test
  void aBrokenPluginThatIsAskedForSaysWhatIsWrongWithIt() {
    assertThatThrownBy(() -> filter("damaged").apply(SUITE, plugins))
        .isSameAs(plugins.broken().get("damaged"));
  }

  @Test
  void anUnknownBackendIsNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> filter("goood").apply(SUITE, plugins))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("no backend 'goood' is installed", "'good'", "known: good");
  }

  private static SuiteFilter filter(String... backends) {
    return new SuiteFilter(List.of(), List.of(backends));
  }
}

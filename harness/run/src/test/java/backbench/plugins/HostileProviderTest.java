package backbench.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks providers that do what no provider should. */
class HostileProviderTest {

  /** Enough on any machine, and never waited for. */
  private static final int PATIENCE_SECONDS = 120;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Path worker;

  @BeforeAll
  static void packWorker() throws IOException {
    worker = ToyPlugins.workerLibrary(shared.resolve("worker"));
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTRUCTOR_EXITS, 'its constructor ended its JVM, which ended with exit code 0'",
    "INFO_ERRS, 'info() fails: java.lang.AssertionError: no info today, and worse'",
    "INFO_FLOODS, info() printed more than 8 MiB",
    "INFO_HOARDS, info() ran out of memory",
    "INFO_SPOILS, its answer is unreadable",
    "ENDLESS_NAME, 'its name is '"
  })
  void whateverAProviderDoesIsItsOwnProblemInOneLine(Behaviour behaviour, String fragment)
      throws IOException {
    assertBroken(behaviour, fragment);
  }

  @Test
  void aProviderThatHangsIsGivenUp() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "bad", Behaviour.INFO_HANGS);
    Plugins plugins = find(List.of(), 3);
    assertThat(plugins.broken()).containsOnlyKeys("bad");
    assertThat(plugins.broken().get("bad")).hasMessageContaining("did not return within 3 s");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  void aProviderThatKillsItsProcessIsNamed() throws IOException {
    assertBroken(
        Behaviour.CONSTRUCTOR_KILLS, "its constructor ended its JVM, which was killed (SIGKILL)");
  }

  private void assertBroken(Behaviour behaviour, String fragment) throws IOException {
    Path bad = ToyPlugins.make(folder.resolve("plugins"), "bad", behaviour);
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
    Plugins plugins = find(List.of());
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("good");
    assertThat(plugins.broken()).containsOnlyKeys("bad");
    assertThat(plugins.broken().get("bad").getMessage())
        .startsWith("broken plugin in " + bad + ": ")
        .contains(fragment)
        .hasLineCount(1);
  }

  @Test
  void aProviderThatLeavesAThreadAndClosesItsStreamsAnswersAllTheSame() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "litters", Behaviour.LITTERS);
    assertThat(find(List.of()).all()).extracting(Plugin::id).containsExactly("litters");
  }

  @Test
  void whoAsksForAnotherBackendDoesNotWaitForOneThatHangs() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "bad", Behaviour.INFO_HANGS);
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
    Plugins plugins = find(List.of("good"));
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("good");
    assertThat(plugins.broken()).isEmpty();
  }

  @Test
  void aNameThatNoPluginHasIsLookedForInAllOfThem() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
    assertThat(find(List.of("goad")).all()).extracting(Plugin::id).containsExactly("good");
  }

  @Test
  void anAnswerIsKeptUntilAJarChanges() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.GOOD);
    assertThat(find(List.of()).all()).hasSize(1);
    assertThat(kept()).hasSize(1);

    assertThat(find(List.of()).all()).hasSize(1);
    assertThat(kept()).hasSize(1);

    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.OTHER_PLATFORM);
    assertThat(find(List.of()).plugin("toy").orElseThrow().info().platforms()).isNotEmpty();
    assertThat(kept()).hasSize(2);
  }

  @Test
  void aKeptAnswerSaysWhatTheProviderSaid() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.LIMITED_LOOP);
    Plugin asked = find(List.of()).plugin("toy").orElseThrow();
    Plugin kept = find(List.of()).plugin("toy").orElseThrow();
    assertThat(kept.info()).isEqualTo(asked.info());
    assertThat(kept.info().limits()).isNotEmpty();
  }

  @Test
  void aDamagedAnswerIsAskedForAgain() throws IOException {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.GOOD);
    assertThat(find(List.of()).all()).hasSize(1);
    Path file = kept().get(0);
    Files.write(file, new byte[] {1, 2, 3});
    assertThat(find(List.of()).all()).hasSize(1);
    assertThat(Files.size(file)).isGreaterThan(3);
  }

  @Test
  void launchIsAskedOnceAndItsFolderForScratchIsThatOfEachWorker() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.GOOD);
    Plugin toy = find(List.of()).plugin("toy").orElseThrow();
    LaunchOptions first = toy.launch(config("a"));
    assertThat(toy.launch(config("b"))).isEqualTo(first);
  }

  @Test
  void launchIsAskedEachTimeIfItLeavesFilesForTheWorker() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.LAUNCH_WRITES);
    Plugin toy = find(List.of()).plugin("toy").orElseThrow();
    for (String name : List.of("a", "b")) {
      BackendConfig config = config(name);
      Path made = Path.of(toy.launch(config).environment().get("TOY"));
      assertThat(made).isEqualTo(config.scratch().resolve("made-by-launch.txt")).exists();
    }
  }

  @Test
  void aProviderThatEndsTheProcessInLaunchIsNamedWithItsLastWord() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "toy", Behaviour.LAUNCH_HALTS);
    Plugin toy = find(List.of()).plugin("toy").orElseThrow();
    assertThatThrownBy(() -> toy.launch(config("a")))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContainingAll(
            "plugin toy in " + toy.folder() + ": launch() ended its JVM",
            "exit code 7",
            "a word before the end");
  }

  private BackendConfig config(String scratch) throws IOException {
    return BackendConfig.cpu(1, 1, Files.createDirectories(folder.resolve(scratch)));
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/plugins"))) {
      return files.toList();
    }
  }

  private Plugins find(List<String> wanted) throws IOException {
    return find(wanted, PATIENCE_SECONDS);
  }

  private Plugins find(List<String> wanted, int seconds) throws IOException {
    return Plugins.find(
        folder.resolve("home"),
        List.of(folder.resolve("plugins")),
        ToyPlugins.providers(worker, folder.resolve("cache"), seconds),
        wanted);
  }
}

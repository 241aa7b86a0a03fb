package backbench.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Contract;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginContractTest {

  @TempDir Path root;

  @Test
  void aPluginOfTheFirstContractIsRefusedInOneLineThatSaysWhatToDo() throws IOException {
    Path plugin = CompiledPlugin.make(root, "old", "plugin-of-1", "contract-1");
    assertThat(problem("old"))
        .isEqualTo(
            "broken plugin in "
                + plugin
                + ": it is built for version 1 of the contract, and this Backbench has version "
                + Contract.VERSION
                + "; build it against this Backbench, as harness/docs/writing-a-backend.md says"
                + " under \"From contract 1 to 2\"");
  }

  @Test
  void aPluginOfALaterContractIsRefusedAndSentToANewerBackbench() throws IOException {
    ToyPlugins.make(root.resolve("plugins"), "toy", Behaviour.LATER_CONTRACT);
    assertThat(problem("toy"))
        .contains("built for version " + (Contract.VERSION + 1))
        .contains("use a newer Backbench");
  }

  @Test
  void aPluginThatUsesALaterAdditionIsRefusedWithTheNameThatItMisses() throws IOException {
    CompiledPlugin.make(root, "later", "plugin-of-later", "contract-later");
    assertThat(problem("later"))
        .contains("another state of the contract than version " + Contract.VERSION)
        .contains("colour(java.lang.String)")
        .contains("writing-a-backend.md");
  }

  @Test
  void aPluginOfAnotherContractLeavesTheOthersAlone() throws IOException {
    CompiledPlugin.make(root, "old", "plugin-of-1", "contract-1");
    ToyPlugins.make(root.resolve("plugins"), "toy", Behaviour.GOOD);
    assertThat(find().all()).extracting(Plugin::id).containsExactly("toy");
  }

  private String problem(String id) {
    BackbenchException problem = find().broken().get(id);
    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(ErrorCode.PLUGIN_BROKEN);
    assertThat(problem.getMessage()).doesNotContain("\n");
    return problem.getMessage();
  }

  private Plugins find() {
    return ToyPlugins.find(root.resolve("home"), List.of(root.resolve("plugins")));
  }
}

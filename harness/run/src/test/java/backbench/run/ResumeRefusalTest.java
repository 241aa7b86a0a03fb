package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.results.CellResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.run.machine.MachineProbe;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that a run is resumed only as what it was begun as. */
class ResumeRefusalTest extends PlumbingFixture {

  @Test
  void aPlanThatSomebodyChangedIsNotResumed() throws IOException {
    workers.ends.add(Status.INTERRUPTED);
    run(2);
    Path file = RunFolder.open(kept()).planFile();
    String planned = Files.readString(file);
    String changed = planned.replaceFirst("(\"timeoutSeconds\"\\s*:\\s*)60", "$161");
    assertThat(changed).isNotEqualTo(planned);
    Files.writeString(file, changed);
    assertThatThrownBy(() -> resume(2))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("changed at 'run.settings'");
  }

  @Test
  void aRunOfAnotherWorkerIsNotResumed() throws Exception {
    interrupt();
    library("another");
    assertRefused("the harness is another build");
  }

  @Test
  void aRunOfAnotherPluginIsNotResumed() throws Exception {
    interrupt();
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.HANGS);
    assertRefused("the plugin 'good' has changed");
  }

  @Test
  void aRunOfMoreCellsIsNotResumed() throws Exception {
    interrupt();
    ToyPlugins.make(folder.resolve("plugins"), "other", Behaviour.GOOD);
    assertRefused("its cells differ: other backends, threads, datasets or samples");
  }

  @Test
  void aRunOfAnotherMachineIsNotResumed() throws Exception {
    interrupt();
    Path file = kept().resolve("run.json");
    String text = Files.readString(file);
    Map<String, String> others =
        Map.of(
            "processor", "\"cpu\" : \"" + MachineProbe.take().cpu(),
            "platform", "\"platform\" : \"" + MachineProbe.take().platform(),
            "Java", "\"jvm\" : \"" + MachineProbe.take().jvm());
    for (Map.Entry<String, String> other : others.entrySet()) {
      String edited = text.replace(other.getValue(), other.getValue() + "2");
      assertThat(edited).isNotEqualTo(text);
      Files.writeString(file, edited);
      assertRefused("its " + other.getKey() + " was '");
    }
    Files.writeString(file, text);
    assertThat(resume(2).complete()).isTrue();
  }

  @Test
  void aCellThatIsNotThePlannedOneIsNotResumed() throws Exception {
    interrupt();
    CellResult cell = RunFolder.open(kept()).plan().cells().get(0);
    Path file = kept().resolve("run.json");
    String text = Files.readString(file);
    Map<String, String> edits =
        Map.of(
            cell.network().graphDigest(),
            "0".repeat(64),
            cell.dataset().digest(),
            "0".repeat(64),
            "\"optimizer\" : \"SGD 0.1\"",
            "\"optimizer\" : \"SGD 0.2\"",
            "\"reason\" : \"not measured yet\"",
            "\"reason\" : \"for another\"",
            "\"status\" : \"INTERRUPTED\"",
            "\"status\" : \"UNSUPPORTED\"",
            "\"threads\" : 1",
            "\"threads\" : 2");
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      int at = text.lastIndexOf(edit.getKey());
      assertThat(at).as(edit.getKey()).isPositive();
      Files.writeString(
          file,
          text.substring(0, at) + edit.getValue() + text.substring(at + edit.getKey().length()));
      assertRefused("its cells differ");
    }
  }

  @Test
  void aRunOfAnotherSuiteNamesBoth() throws Exception {
    interrupt();
    assertThatThrownBy(() -> resume(5))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("it is of the suite 'toy' (")
        .hasMessageContaining("), not of 'toy' (")
        .hasMessageContaining("the same --network, --backend, --epochs and --forks");
  }

  private void interrupt() {
    workers.ends.add(Status.INTERRUPTED);
    assertThat(run(2).complete()).isFalse();
    workers.asked.clear();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> resume(2))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith("run " + RunFolder.open(kept()).plan().runId())
        .hasMessageContaining("cannot be resumed: ")
        .hasMessageContaining(why)
        .extracting(e -> ((BackbenchException) e).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(workers.asked).isEmpty();
  }
}

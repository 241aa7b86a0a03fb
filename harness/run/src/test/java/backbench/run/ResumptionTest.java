package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Settings;
import backbench.results.file.PlannedRun;
import backbench.results.file.PlannedRun.Trial;
import backbench.results.file.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumptionTest {

  private static final List<Trial> PLANNED =
      List.of(trial(0, 0, 0), trial(1, 0, 1), trial(1, 1, 0), trial(0, 1, 1));

  @TempDir Path root;

  private final Settings settings = SampleRun.settings(2);

  @Test
  void thePlanOfTheSuiteIsFollowed() {
    RunFolder folder = folder(settings, PLANNED);

    assertThatCode(() -> Resumption.checkPlan(folder, settings, PLANNED))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherForkIsRefusedWithItsPlace() {
    List<Trial> edited = new ArrayList<>(PLANNED);
    edited.set(2, trial(1, 77, 0));

    refused(
        folder(settings, edited),
        "'trials[2]': fork 77 of cell 1, turn 0 of block 77, expected fork 1 of cell 1, turn 0 of"
            + " block 1 as the suite has it");
  }

  @Test
  void moreTrialsAreRefusedWithTheirPlace() {
    List<Trial> edited = new ArrayList<>(PLANNED);
    edited.add(trial(0, 2, 0));

    refused(
        folder(settings, edited),
        "'trials[4]': fork 2 of cell 0, turn 0 of block 2, expected no trial as the suite has it");
  }

  @Test
  void fewerTrialsOrAnotherOrderAreRefused() {
    refused(folder(settings, PLANNED.subList(0, 3)), "'trials[3]': no trial, expected fork 1");
    refused(
        folder(settings, List.of(PLANNED.get(1), PLANNED.get(0), PLANNED.get(2), PLANNED.get(3))),
        "'trials[0]': fork 0 of cell 1, turn 1 of block 0, expected fork 0 of cell 0");
  }

  @Test
  void otherSettingsAreRefused() {
    refused(folder(SampleRun.settings(3), PLANNED), "'run.settings': ");
  }

  private void refused(RunFolder folder, String said) {
    assertThatThrownBy(() -> Resumption.checkPlan(folder, settings, PLANNED))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_RESULT))
        .hasMessageStartingWith(folder.planFile() + ": changed at " + said)
        .hasMessageEndingWith("; start a new run");
  }

  private RunFolder folder(Settings written, List<Trial> trials) {
    RunResult sample = SampleRun.run();
    return RunFolder.create(
        root.resolve("run" + root.toFile().list().length),
        new PlannedRun(
            new RunResult(
                sample.about(),
                sample.suite(),
                written,
                sample.backends(),
                sample.shards(),
                sample.cells()),
            trials));
  }

  private static Trial trial(int cell, int fork, int turn) {
    return new Trial(cell, new ForkResult.Place(fork, fork, turn));
  }
}

package backbench.results.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.results.CellResult;
import backbench.results.OldResults;
import backbench.results.RunResult;
import backbench.results.Status;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFolderTest {

  private static final String SHAPE = "10-evaluations-by-epoch";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void whatAnInterruptedRunOfFormatOneFoundIsRead() throws Exception {
    interrupted();
    RunResult whole = ResultJson.readRun(OldResults.bytes(SHAPE), SHAPE);

    RunResult found = RunFolder.read(folder);

    assertThat(found.complete()).isFalse();
    assertThat(found.cells().get(0)).isEqualTo(whole.cells().get(0));
    assertThat(found.cells().get(1).status()).isEqualTo(Status.INTERRUPTED);
    assertThat(found.cells().get(1).reason()).isEqualTo("0 of 1 forks were measured");
    assertThat(found.cells().get(1).forks()).isEmpty();
  }

  @Test
  void whatAnInterruptedRunOfFormatTwoFoundIsRead() throws Exception {
    for (String part :
        List.of("run.json", "trials/0000.json", "certificates/000.json", "certificates/001.json")) {
      Path file = folder.resolve(part);
      Files.createDirectories(file.getParent());
      Files.write(file, OldResults.ofFormatTwo(part));
    }
    RunResult whole = ResultJson.readRun(OldResults.ofFormatTwo("result.json"), "result.json");

    RunResult found = RunFolder.read(folder);

    assertThat(found.complete()).isFalse();
    List<Status> statuses = found.cells().stream().map(CellResult::status).toList();
    assertThat(statuses).containsExactlyInAnyOrder(Status.OK, Status.INTERRUPTED);
    int measured = statuses.indexOf(Status.OK);
    assertThat(found.cells().get(measured)).isEqualTo(whole.cells().get(measured));
  }

  @Test
  void aRunOfFormatOneIsNotResumedAndTheErrorSaysHowToSeeIt() throws Exception {
    interrupted();
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(
            "is of result format 1 and cannot be resumed", "`backbench report` shows");
  }

  @Test
  void aDamagedTrialIsRefusedByName() throws Exception {
    interrupted();
    Files.writeString(folder.resolve("trials/0001.json"), "{");
    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("0001.json");
  }

  @Test
  void aDamagedPlanIsRefusedByName() throws Exception {
    interrupted();
    Path plan = folder.resolve("run.json");
    Files.writeString(plan, Files.readString(plan).replaceFirst("\"seed\":\\d+", "\"seed\":\"x\""));
    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith(plan + ": not a result at 'settings.seed'");
  }

  /**
   * Takes a result apart into the files of a run that ended before its second cell was measured.
   */
  private void interrupted() throws IOException {
    ObjectNode plan = (ObjectNode) JSON.readTree(OldResults.bytes(SHAPE));
    plan.putNull("finishedAt");
    Files.createDirectories(folder.resolve("trials"));
    Files.createDirectories(folder.resolve("certificates"));
    for (int number = 0; number < plan.get("order").size(); number++) {
      int cell = plan.get("order").get(number).get("cell").intValue();
      if (cell == 0) {
        ObjectNode trial = JSON.createObjectNode().put("number", number);
        trial.set("result", plan.at("/cells/0/forks/0"));
        JSON.writeValue(folder.resolve("trials/000" + number + ".json").toFile(), trial);
      }
    }
    for (int number = 0; number < plan.get("cells").size(); number++) {
      ObjectNode cell = (ObjectNode) plan.get("cells").get(number);
      JSON.writeValue(
          folder.resolve("certificates/00" + number + ".json").toFile(),
          JSON.readTree(OldResults.bytes(SHAPE)).at("/cells/" + number + "/certificate"));
      cell.putNull("certificate").put("status", "INTERRUPTED").put("reason", "not measured yet");
      cell.putArray("forks");
    }
    JSON.writeValue(folder.resolve("run.json").toFile(), plan);
  }
}

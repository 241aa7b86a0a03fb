package backbench.results.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.commons.AtomicFile;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plausibility.Peak;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

  @TempDir Path root;

  @Test
  void whatIsKeptIsThereBeforeTheRunIsOver() {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    run.keep(0, SampleRun.certificate());

    RunResult found = RunFolder.open(root.resolve("run")).load();

    assertThat(found.complete()).isFalse();
    assertThat(found.cells().get(0).forks()).containsExactly(SampleRun.fork(0, 1e-3));
    assertThat(found.cells().get(0).certificate()).isEqualTo(SampleRun.certificate());
    assertThat(found.cells().get(0).status()).isEqualTo(Status.INTERRUPTED);
    assertThat(found.cells().get(0).reason()).isEqualTo("1 of 2 forks were measured");
  }

  @Test
  void aRunThatIsOverIsReadFromItsResult() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    run.keep(1, SampleRun.fork(1, 1e-3));
    run.keep(0, SampleRun.certificate());
    RunResult written = run.finish(Instant.parse("2026-11-22T03:00:00Z"));

    assertThat(written.cells().get(0).status()).isEqualTo(Status.OK);
    assertThat(RunFolder.open(root.resolve("run")).load()).isEqualTo(written);
    assertThat(ResultSchema.problems(written)).isEmpty();
  }

  @Test
  void aMeasuredCellWithoutCertificateIsUncertified() {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    run.keep(1, SampleRun.fork(1, 1e-3));
    assertThat(run.finish(Instant.EPOCH).cells().get(0).status()).isEqualTo(Status.UNCERTIFIED);
  }

  @Test
  void oneBadForkIsTheCellsStatusWithItsReason() {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.crashedFork());
    run.keep(1, SampleRun.fork(1, 1e-3));
    CellResult cell = run.finish(Instant.EPOCH).cells().get(0);
    assertThat(cell.status()).isEqualTo(Status.CRASHED);
    assertThat(cell.reason()).isEqualTo("fork 1 of 2: exit code 134");
    assertThat(cell.measuredForks()).hasSize(1);
  }

  @Test
  void aFolderThatIsRemovedOrMovedWhileItsRunGoesOnIsNotMadeAgain() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    Files.move(root.resolve("run"), root.resolve("moved"));

    List<ThrowingCallable> all =
        List.of(
            () -> run.keep(1, SampleRun.fork(1, 1e-3)),
            () -> run.keep(0, SampleRun.certificate()),
            () -> run.finish(Instant.EPOCH),
            run::load);
    for (ThrowingCallable each : all) {
      assertThatThrownBy(each)
          .isInstanceOf(BackbenchException.class)
          .hasMessage(
              root.resolve("run/run.json")
                  + " is gone: the folder of the run was removed or moved while it ran")
          .extracting(error -> ((BackbenchException) error).code())
          .isEqualTo(ErrorCode.IO);
    }
    assertThat(root.resolve("run")).doesNotExist();
  }

  @Test
  void whatAKilledProcessWasWritingIsSweptWhenTheRunIsHeldAgain() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    run.keep(0, SampleRun.certificate());
    for (String place : List.of("", "trials/", "certificates/")) {
      Path left = run.folder().resolve(place + ".writing-1-" + UUID.randomUUID() + ".tmp");
      Files.writeString(left, "{");
      Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(7_200)));
    }

    run.hold().close();

    try (Stream<Path> files = Files.walk(run.folder())) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void whatIsBeingWrittenIsNotRead() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    Files.writeString(run.folder().resolve("trials/.writing-1.tmp"), "{\"num");
    assertThat(run.load().cells().get(0).forks()).hasSize(1);
  }

  @Test
  void aDamagedTrialIsRefusedByName() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    Files.createDirectories(run.folder().resolve("trials"));
    Files.writeString(run.folder().resolve("trials/0000.json"), "{\"number\" : 0");
    assertThatThrownBy(run::load)
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("0000.json");
  }

  @Test
  void aTrialOfAnotherPlaceIsRefused() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    run.keep(0, SampleRun.fork(0, 1e-3));
    Files.move(run.folder().resolve("trials/0000.json"), run.folder().resolve("trials/0001.json"));
    assertThatThrownBy(run::load)
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("not in the run's plan");
  }

  @Test
  void anotherFolderIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(root))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("not the folder of a run");
  }

  @Test
  void onlyOneAtATimeMayHoldARun() {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    try (RunFolder.Hold hold = run.hold()) {
      assertThat(hold.channel().isOpen()).isTrue();
      assertThatThrownBy(run::hold)
          .isInstanceOf(BackbenchException.class)
          .hasMessageContaining(run.folder().toString());
    }
    run.hold().close();
  }

  @Test
  void aResultIsReadWithoutItsRunAndARunWithoutItsResult() {
    Path file = root.resolve("copied/result.json");
    AtomicFile.write(file, ResultJson.write(SampleRun.run()));
    assertThat(RunFolder.read(file)).isEqualTo(SampleRun.run());
    assertThat(RunFolder.read(file.resolveSibling(""))).isEqualTo(SampleRun.run());

    RunFolder unfinished = RunFolder.create(root.resolve("run"), plan());
    assertThat(RunFolder.read(unfinished.folder())).isEqualTo(unfinished.load());
    assertThatThrownBy(() -> RunFolder.read(root.resolve("nothing")))
        .isInstanceOf(BackbenchException.class)
        .hasMessageEndingWith("nothing: no such file or folder; expected the folder of a run");
    assertThatThrownBy(() -> RunFolder.read(Path.of("/dev/null")))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith("/dev/null: n");
  }

  @Test
  void aRunThatIsOverAndWithoutItsPlanSaysSo() {
    AtomicFile.write(root.resolve("result.json"), ResultJson.write(SampleRun.run()));
    assertThatThrownBy(() -> RunFolder.open(root))
        .isInstanceOf(BackbenchException.class)
        .hasMessage(
            root.resolve("run.json")
                + ": no such file; the run is over, and nothing of it can be resumed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"result.json", "trials/0000.json", "certificates/000.json"})
  void aFolderInThePlaceOfAFileIsRefusedByName(String file) throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    Path folder = Files.createDirectories(run.folder().resolve(file));
    assertThatThrownBy(run::load)
        .isInstanceOf(BackbenchException.class)
        .hasMessage(folder + ": not a file; expected a file of the run, or none");
    assertThatThrownBy(() -> RunFolder.read(run.folder())).isInstanceOf(BackbenchException.class);
  }

  @Test
  void aTrialThatIsPlannedTwiceIsRefused() {
    RunResult run = plan().run();
    PlannedRun.Trial trial = plan().trials().get(0);
    assertThatThrownBy(() -> new PlannedRun(run, List.of(trial, trial)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fork 0 of cell 0 is there twice, expected each once");
  }

  @Test
  void whatTheMachineCanDoIsKeptAndJudgesTheCells() throws Exception {
    RunFolder run = RunFolder.create(root.resolve("run"), plan());
    assertThat(run.peaks()).isEmpty();
    Peak slow = new Peak(2, 1, List.of(new Peak.Read(1 << 20, 1e9)));
    run.keep(List.of(slow));
    run.keep(0, SampleRun.fork(0, 1e-3));
    run.keep(1, SampleRun.fork(1, 1e-3));
    run.keep(0, SampleRun.certificate());

    RunFolder reopened = RunFolder.open(run.folder());
    assertThat(reopened.peaks()).containsExactly(slow);
    RunResult written = reopened.finish(Instant.EPOCH);
    assertThat(written.shards().get(0).peaks()).containsExactly(slow);
    assertThat(written.cells().get(0).status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(ResultSchema.problems(written)).isEmpty();
  }

  @Test
  void runsAreListedNewestFirst() {
    RunFolder.create(root.resolve("20260101T000000Z-0000"), plan());
    RunFolder.create(root.resolve("20270101T000000Z-0000"), plan());
    assertThat(RunFolder.list(root))
        .containsExactly(
            root.resolve("20270101T000000Z-0000"), root.resolve("20260101T000000Z-0000"));
  }

  private static PlannedRun plan() {
    RunResult sample = SampleRun.run();
    RunResult.About about = sample.about();
    return new PlannedRun(
        new RunResult(
            new RunResult.About(
                about.runId(), about.startedAt(), null, about.harness(), about.labels()),
            sample.suite(),
            SampleRun.settings(2),
            sample.backends(),
            sample.shards(),
            List.of(SampleRun.cell("good", Status.INTERRUPTED, null, List.of()))),
        List.of(
            new PlannedRun.Trial(0, new ForkResult.Place(0, 0, 0)),
            new PlannedRun.Trial(0, new ForkResult.Place(1, 1, 0))));
  }
}

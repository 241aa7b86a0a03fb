package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plausibility.Peak;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs suites by workers that are no processes, and listens. */
abstract class PlumbingFixture {

  @TempDir Path folder;

  final FakeTrainings workers = new FakeTrainings();
  final List<String> heard = new ArrayList<>();
  final List<Integer> peaksHeard = new ArrayList<>();
  Runnable afterTrial = () -> {};
  Runnable afterWarning = () -> {};
  RunListener.Plan plan;

  private final RunListener listener =
      new RunListener() {
        @Override
        public void planned(Plan told) {
          plan = told;
        }

        @Override
        public void warned(String message) {
          heard.add("warned " + message);
          afterWarning.run();
        }

        @Override
        public void certifying(CellKey cell) {
          heard.add("certifying " + cell.backend());
        }

        @Override
        public void certified(CellKey cell, CertificateResult certificate) {
          heard.add("certified " + cell.backend() + " " + certificate.passed());
        }

        @Override
        public void peakMeasured(Peak peak) {
          peaksHeard.add(peak.threads());
        }

        @Override
        public void cellSkipped(CellKey cell, String reason) {
          heard.add("skipped " + cell.backend() + ": " + reason);
        }

        @Override
        public void trialStarted(TrialId trial) {
          heard.add("started " + trial.number() + " of " + trial.of() + ", fork " + trial.fork());
        }

        @Override
        public void trialEnded(TrialId trial, ForkResult result) {
          heard.add("ended " + trial.number() + " " + result.status());
          afterTrial.run();
        }

        @Override
        public void ended(RunResult result, Path where) {
          heard.add("over " + result.complete());
        }
      };

  @BeforeEach
  void install() throws IOException {
    library("worker");
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
  }

  /** Makes the jar of a worker that is never started. */
  void library(String content) throws IOException {
    Path jar = Files.createDirectories(folder.resolve("library")).resolve("worker.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      packed.putNextEntry(new JarEntry("content"));
      packed.write(content.getBytes(StandardCharsets.UTF_8));
      packed.closeEntry();
    }
  }

  RunResult run(SuiteSpec suite, Optional<Path> resume, boolean certify) {
    RunRequest toy =
        ToySuite.request(
            suite,
            ToyPlugins.find(folder.resolve("home"), List.of(folder.resolve("plugins"))),
            folder.resolve("library"),
            folder);
    RunRequest request =
        new RunRequest(
            suite,
            Optional.empty(),
            toy.plugins(),
            toy.installation(),
            toy.out(),
            resume,
            Map.of(),
            certify);
    try (Interruption interruption = Interruption.listen()) {
      return Runner.run(request, listener, interruption, workers, () -> heard.add("stopped"));
    }
  }

  RunResult run(int forks) {
    return run(ToySuite.suite(forks, 60), Optional.empty(), true);
  }

  Path kept() {
    return RunFolder.list(folder.resolve("out")).get(0);
  }

  RunResult resume(int forks) {
    return run(ToySuite.suite(forks, 60), Optional.of(kept()), true);
  }

  static CellResult only(RunResult run) {
    assertThat(run.cells()).hasSize(1);
    return run.cells().get(0);
  }
}

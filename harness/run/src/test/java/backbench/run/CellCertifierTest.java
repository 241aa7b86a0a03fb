package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.certificate.CertificationRecipe;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.run.certify.CellCertifier;
import backbench.run.certify.Proof;
import backbench.run.machine.Installation;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import backbench.worker.wire.Job;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the certificate of a cell is asked for with, and when it is made. */
class CellCertifierTest {

  @TempDir Path folder;

  private final FakeTrainings workers = new FakeTrainings();
  private final List<CellKey> made = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Plugin plugin;
  private CellKey key;

  @BeforeEach
  void install() throws Exception {
    Path jar = Files.createDirectories(folder.resolve("library")).resolve("worker.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      packed.putNextEntry(new JarEntry("content"));
    }
    Path plugins = folder.resolve("plugins");
    ToyPlugins.make(plugins, "good", Behaviour.GOOD);
    plugin = ToyPlugins.find(folder.resolve("home"), List.of(plugins)).plugin("good").orElseThrow();
    key =
        CellKey.training(
            "linear",
            new CellKey.Configuration("good", plugin.digest(), Device.CPU, 3, Tuning.AS_IT_COMES));
  }

  private CertificateResult certified(double timeoutSeconds, boolean fresh) throws Exception {
    List<Proof> proofs = new ArrayList<>();
    CellCertifier.of(
            new Installation(folder, folder.resolve("library"), folder.resolve("cache"), "test"),
            workers,
            new CellCertifier.Terms(9, OptionalInt.empty(), timeoutSeconds, fresh, false),
            made::add,
            warnings::add)
        .certify(
            List.of(
                new CellCertifier.Cell(key, plugin, ToySuite.linear().graph(), ToySuite.recipe())),
            (index, proof) -> proofs.add(index, proof));
    assertThat(proofs).hasSize(1);
    return proofs.get(0).certificate();
  }

  @Test
  void aCertificateIsMadeOnceAndThenFoundUnlessItIsToBeFresh() throws Exception {
    assertThat(certified(60, false).making().cached()).isFalse();
    assertThat(made).containsExactly(key);
    assertThat(certified(60, false).making().cached()).isTrue();
    assertThat(made).hasSize(1);
    assertThat(certified(60, true).making().cached()).isFalse();
    assertThat(made).hasSize(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void itIsOfTheCellsDeviceThreadsTuningSeedAndInputs() throws Exception {
    certified(60, false);
    Job.Exam job = workers.certificates.get(0);
    assertThat(workers.asked).containsExactly("certify good");
    assertThat(workers.certifying.get(0).device()).isEqualTo(Device.CPU);
    assertThat(workers.certifying.get(0).threads()).isEqualTo(3);
    assertThat(workers.certifying.get(0).tuning()).isEqualTo(Tuning.AS_IT_COMES);
    assertThat(workers.certifying.get(0).seed()).isEqualTo(9);
    CertificationRecipe recipe = job.recipe();
    assertThat(recipe.seed()).isEqualTo(9);
    assertThat(recipe.training().optimizer()).isEqualTo(ToySuite.recipe().optimizer());
    assertThat(recipe.inputLow()).isZero();
    assertThat(recipe.inputHigh()).isEqualTo(1);
  }

  @Test
  void anAttemptHasTenMinutesAtLeast() throws Exception {
    certified(60, true);
    certified(3_600, true);
    assertThat(workers.certifying.get(0).timeoutSeconds()).isEqualTo(600);
    assertThat(workers.certifying.get(1).timeoutSeconds()).isEqualTo(3_600);
  }

  @Test
  void aWorkerThatEndsWithoutACertificateIsTheProblem() throws Exception {
    workers.certifies = false;
    CertificateResult none = certified(60, false);
    assertThat(none.passed()).isFalse();
    assertThat(none.problem()).isEqualTo("the worker ended without one");
    assertThat(none.checks()).isEmpty();
    assertThat(none.subject().pluginDigest()).isEqualTo(plugin.digest());
    workers.certifies = true;
    assertThat(certified(60, false).making().cached()).as("nothing was kept").isFalse();
  }
}

package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.certificate.Certificate;
import backbench.certificate.Verdict;
import backbench.plugins.Plugin;
import backbench.process.Patience;
import backbench.results.CellKey;
import backbench.results.CertificateResult;
import backbench.run.ToySuite;
import backbench.run.worker.Workers;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import backbench.worker.wire.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificationTest {

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private static final Surroundings HERE =
      new Surroundings("code", List.of("-flag"), "java", "platform", "processor", Optional.empty());

  @Test
  void aCertificateThatPassedIsKept() throws Exception {
    Workers workers = workers();
    Subject subject = subject();
    Certification here = new Certification(workers, folder, HERE, warnings::add, true);
    assertThat(make(here, subject).certificate().problem()).isNull();
    assertThat(here.cached(subject)).isPresent();
  }

  @Test
  void aCertificateThatWasKeptInAnotherFormatIsMadeAgain() throws Exception {
    Certification here = new Certification(workers(), folder, HERE, warnings::add, true);
    Subject subject = subject();
    make(here, subject);
    Path kept = only(folder.resolve("certificates"));
    String text = Files.readString(kept);

    Files.writeString(kept, text.replace("\"formatVersion\" : 3", "\"formatVersion\" : 1"));
    assertThat(here.cached(subject)).isEmpty();
    Files.writeString(kept, text);
    assertThat(here.cached(subject)).isPresent();
  }

  @Test
  void aFileOfTheCacheThatSaysAnythingElseIsAMiss() throws Exception {
    Certification here = new Certification(new FakeWorkers(), folder, HERE, warnings::add, true);
    Subject subject = subject();
    make(here, subject);
    Path file = only(folder.resolve("certificates"));
    String text = Files.readString(file);
    String key = file.getFileName().toString().replace(".json", "");
    CertificateResult.Subject facts = here.cached(subject).orElseThrow().certificate().subject();
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("\"passed\" : true,\n      \"note\"", "\"passed\" : false,\n      \"note\"");
    edits.put("\"error\" : 1.0E-7", "\"error\" : 1.0");
    edits.put("\"problem\" : null", "\"problem\" : \"it crashed\"");
    edits.put("\"format\" : 3", "\"format\" : 999");
    edits.put("\"format\" : 3,", "\"format\" : 1,");
    edits.put(key, "0".repeat(64));
    edits.put(facts.pluginDigest(), "0".repeat(64));
    edits.put(facts.graphDigest(), "1".repeat(64));
    edits.put(facts.recipeDigest(), "2".repeat(64));
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      String edited = text.replace(edit.getKey(), edit.getValue());
      assertThat(edited).as("edited: %s", edit.getKey()).isNotEqualTo(text);
      Files.writeString(file, edited);
      assertThat(here.cached(subject)).as("%s", edit).isEmpty();
    }
    Files.writeString(file, text.replaceFirst("(?s)\"checks\" : \\[.*\\]", "\"checks\" : []"));
    assertThat(Files.readString(file)).contains("\"checks\" : []");
    assertThat(here.cached(subject)).as("without checks").isEmpty();
    Files.writeString(file, text);
    assertThat(here.cached(subject)).isPresent();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aCertificateThatFailedIsNotKept() throws Exception {
    FakeWorkers failing = new FakeWorkers();
    failing.verdict = Verdict.FAILED;
    Certification here = new Certification(failing, folder, HERE, warnings::add, true);
    assertThat(make(here, subject()).certificate().passed()).isFalse();
    assertThat(folder.resolve("certificates")).doesNotExist();
  }

  private static Path only(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsWarnedOfOnceAndKeepsNothing() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "a file where a folder is to be");
    assertNotKept(new Certification(new FakeWorkers(), taken, HERE, warnings::add, true));
  }

  @Test
  void aFolderThatIsReadOnlyIsWarnedOfOnceAndKeepsNothing() throws Exception {
    Path readOnly = Files.createDirectories(folder.resolve("read-only"));
    assumeTrue(readOnly.toFile().setWritable(false), "a system of folders that can be read-only");
    try {
      assumeFalse(Files.isWritable(readOnly), "a user who is not above permissions");
      assertNotKept(new Certification(new FakeWorkers(), readOnly, HERE, warnings::add, true));
    } finally {
      assertThat(readOnly.toFile().setWritable(true)).isTrue();
    }
  }

  private void assertNotKept(Certification certification) throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(make(certification, subject()).certificate().passed()).isTrue();
      assertThat(certification.cached(subject())).isEmpty();
    }
    assertThat(warnings)
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning)
                    .startsWith("certificates are not kept: cannot write ")
                    .doesNotContain("\n"));
  }

  @Test
  void whatCertificatesSeeIsKnownForAllNetworksWhereNothingCanBeKept() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "no folder");
    Certification run = new Certification(new FakeWorkers(), taken, HERE, warnings::add, true);
    Plugin plugin = FakeWorkers.plugin(folder, "good");
    for (int inputs = 3; inputs <= 5; inputs++) {
      Subject subject = FakeWorkers.subject(plugin, "a", inputs, 1);
      assertThat(make(run, subject).powerSeconds()).isEqualTo(2);
      assertThat(make(run, subject).powerSeconds()).as("it is known").isZero();
      assertThat(make(run, subject).certificate().unseen()).containsExactly("inputs of 16 bits");
    }
  }

  @Test
  void resultsNameTheFormatOfTheCertificatesThatThisBuildMakes() {
    assertThat(CertificateResult.CURRENT_FORMAT).isEqualTo(Certificate.FORMAT_VERSION);
  }

  @Test
  void theDrawOfOneBackendIsHandedToTheNextOfTheSameRun() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    Certification run = new Certification(fake, folder, HERE, warnings::add, true);
    make(run, subject());
    make(run, subject());
    assertThat(fake.exams.get(0).draw()).isEmpty();
    assertThat(fake.exams.get(1).draw()).contains(fake.draw);

    make(new Certification(fake, folder, HERE, warnings::add, true), subject());
    assertThat(fake.exams.get(2).draw()).isEmpty();
  }

  @Test
  void noFileOfTheCacheChoosesTheDraw() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    // Earlier builds kept "draw 3 tips 9 branches" here, true of a draw that is not the best.
    make(new Certification(fake, folder, HERE, warnings::add, true), subject());
    assertThat(folder.resolve("draws")).doesNotExist();
    make(new Certification(fake, folder, HERE, warnings::add, true), subject());
    assertThat(fake.exams.get(1).draw()).isEmpty();
  }

  @Test
  void aCertificateOfABackendThatDoesNotCloseIsNoneAndIsNotWaitedForLong() throws Exception {
    Certification here =
        new Certification(workers(new Patience(2)), folder, HERE, warnings::add, true);
    Subject subject = subject(Behaviour.CLOSE_HANGS);
    CertificateResult result = make(here, subject).certificate();
    assertThat(result.passed()).isFalse();
    assertThat(result.problem())
        .contains("TIMED_OUT", "all was computed, and close() did not return within 2 s");
    assertThat(here.cached(subject)).isEmpty();
  }

  private Workers workers() throws Exception {
    return workers(new Patience(60));
  }

  private Workers workers(Patience patience) throws Exception {
    try (Stream<Path> jars = Files.list(ToyPlugins.workerLibrary(folder.resolve("worker")))) {
      return new Workers(jars.sorted().toList(), folder, patience);
    }
  }

  @Test
  void whatCertificatesSeeIsFoundOutOnceForAllBackends() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    Certification first = new Certification(fake, folder, HERE, warnings::add, true);
    Subject subject = subject();
    Proof proof = make(first, subject);
    assertThat(proof.certificate().unseen()).containsExactly("inputs of 16 bits");
    assertThat(proof.powerSeconds()).isEqualTo(2);
    assertThat(first.cached(subject).orElseThrow().certificate().unseen())
        .containsExactly("inputs of 16 bits");

    Proof again = make(first, subject);
    Proof later = make(new Certification(fake, folder, HERE, warnings::add, true), subject);
    for (Proof known : List.of(again, later)) {
      assertThat(known.certificate().unseen()).containsExactly("inputs of 16 bits");
      assertThat(known.powerSeconds()).isZero();
    }
    assertThat(fake.exams).extracting(Job.Exam::power).containsExactly(true, false, false);
  }

  @Test
  void whatCertificatesSeeIsFoundOutOnlyWhereItIsAskedForAndThenSaidOfKeptOnesToo()
      throws Exception {
    FakeWorkers fake = new FakeWorkers();
    Certification plain = new Certification(fake, folder, HERE, warnings::add, false);
    Subject subject = subject();
    assertThat(make(plain, subject).certificate().unseen()).isNull();
    assertThat(plain.cached(subject).orElseThrow().certificate().unseen()).isNull();
    assertThat(fake.exams).extracting(Job.Exam::power).containsExactly(false);

    Certification asking = new Certification(fake, folder, HERE, warnings::add, true);
    assertThat(asking.cached(subject)).as("one that does not say what it sees").isEmpty();
    // Another backend's certificate finds it out; this one's stays in the cache as it was made.
    Path kept = only(folder.resolve("certificates"));
    byte[] asItWasMade = Files.readAllBytes(kept);
    make(asking, subject);
    Files.write(kept, asItWasMade);

    assertThat(fake.exams).extracting(Job.Exam::power).containsExactly(false, true);
    for (Certification later :
        List.of(new Certification(fake, folder, HERE, warnings::add, false), asking)) {
      assertThat(later.cached(subject).orElseThrow().certificate().unseen())
          .containsExactly("inputs of 16 bits");
    }
  }

  @Test
  void whatACertificateOfAnotherExerciseSeesIsNotKnown() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    Certification here = new Certification(fake, folder, HERE, warnings::add, true);
    make(here, subject());
    Subject one = subject();
    make(
        here,
        new Subject(
            one.plugin(),
            one.configuration(),
            one.graph(),
            one.recipe(),
            one.seed(),
            OptionalInt.of(16),
            60));
    assertThat(fake.exams).extracting(Job.Exam::power).containsExactly(true, true);
    assertThat(fake.exams).extracting(job -> job.recipe().batchSize()).containsExactly(8, 16);
  }

  @Test
  void anInconclusiveCertificateIsNeitherPassedNorFailed() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    fake.verdict = Verdict.INCONCLUSIVE;
    Certification here = new Certification(fake, folder, HERE, warnings::add, true);
    CertificateResult certificate = make(here, subject()).certificate();
    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.inconclusive()).isTrue();
    assertThat(certificate.problem()).startsWith("inconclusive: N1");
    assertThat(certificate.checks()).allMatch(CertificateResult.Check::passed);
    assertThat(here.cached(subject())).isEmpty();
  }

  @Test
  void whatABackendRefusesIsUnsupportedAndNoFailedCheck() throws Exception {
    FakeWorkers fake = new FakeWorkers();
    fake.refusal = "no optimiser RmsProp";
    Proof proof = make(new Certification(fake, folder, HERE, warnings::add, true), subject());
    assertThat(proof.refusal()).isEqualTo("no optimiser RmsProp");
    assertThat(proof.certificate().passed()).isFalse();
    assertThat(proof.certificate().checks()).isEmpty();
  }

  private Subject subject() throws Exception {
    return subject(Behaviour.GOOD);
  }

  private Subject subject(Behaviour behaviour) throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "good", behaviour);
    Plugin plugin =
        ToyPlugins.find(folder.resolve("home"), List.of(folder.resolve("plugins")))
            .plugin("good")
            .orElseThrow();
    return new Subject(
        plugin,
        new CellKey.Configuration("good", plugin.digest(), Device.CPU, 1, Tuning.BEST),
        ToySuite.linear().graph(),
        ToySuite.recipe(),
        1,
        OptionalInt.empty(),
        60);
  }

  private static Proof make(Certification certification, Subject subject) throws Exception {
    return make(certification, List.of(subject)).get(0);
  }

  private static List<Proof> make(Certification certification, List<Subject> subjects)
      throws Exception {
    Map<Integer, Proof> proofs = new TreeMap<>();
    certification.make(subjects, begun -> {}, proofs::put);
    return List.copyOf(proofs.values());
  }
}

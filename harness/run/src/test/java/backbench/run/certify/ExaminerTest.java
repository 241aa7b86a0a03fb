package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.certificate.Verdict;
import backbench.error.ErrorCode;
import backbench.plugins.Plugin;
import backbench.results.Status;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests who is examined with whom, and that no network pays for another. */
class ExaminerTest {

  @TempDir Path folder;

  private final ScriptedWorkers workers = new ScriptedWorkers();
  private final List<String> begun = new ArrayList<>();
  private final List<Integer> workersAtFinding = new ArrayList<>();
  private Plugin plugin;

  /** What comes of a network's examination. */
  private enum Course {
    PASSES,
    FAILS,
    FAILS_IN_COMPANY,
    IS_REFUSED,
    IS_REFUSED_IN_COMPANY,
    CRASHES_AT_THE_POWER,
    TIMES_OUT_AT_THE_POWER,
    CRASHES,
    CRASHES_IN_COMPANY,
    TIMES_OUT,
    IS_INTERRUPTED
  }

  /** Reports what a test wants, without a process. */
  private static final class ScriptedWorkers implements WorkerStarter {
    private final Map<String, Course> courses = new HashMap<>();
    private final List<List<String>> started = new ArrayList<>();
    private boolean opens = true;
    private boolean closesInCompany = true;

    @Override
    public LaunchOptions launch(WorkerRequest request) {
      return LaunchOptions.NONE;
    }

    @Override
    public WorkerEnd run(WorkerRequest request, Consumer<Event> events) {
      Job.Certify job =
          (Job.Certify) request.job().apply(BackendConfig.cpu(request.threads(), 1, Path.of(".")));
      started.add(job.exams().stream().map(exam -> exam.graph().id()).toList());
      if (!opens) {
        return FakeWorkers.ended(Status.UNAVAILABLE, "no natives");
      }
      events.accept(new Event.Opened(new Event.RunningOn(Map.of(), 1, "none", Map.of()), 0.001));
      boolean first = true;
      for (Job.Exam exam : job.exams()) {
        Course course = courses.getOrDefault(exam.graph().id(), Course.PASSES);
        Verdict verdict = Verdict.PASSED;
        switch (course) {
          case PASSES -> {}
          case FAILS -> verdict = Verdict.FAILED;
          case FAILS_IN_COMPANY -> verdict = first ? Verdict.PASSED : Verdict.FAILED;
          case IS_REFUSED -> {
            events.accept(
                new Event.Refused(ErrorCode.UNSUPPORTED_LAYER, "no " + exam.graph().id()));
            first = false;
            continue;
          }
          case IS_REFUSED_IN_COMPANY -> {
            if (!first) {
              events.accept(new Event.Refused(ErrorCode.UNSUPPORTED_CONFIG, "set already"));
              continue;
            }
          }
          case CRASHES_AT_THE_POWER, TIMES_OUT_AT_THE_POWER -> {
            events.accept(certified(exam, verdict));
            if (exam.power()) {
              return FakeWorkers.ended(
                  course == Course.CRASHES_AT_THE_POWER ? Status.CRASHED : Status.TIMED_OUT,
                  "at the power");
            }
            first = false;
            continue;
          }
          case CRASHES -> {
            return FakeWorkers.ended(Status.CRASHED, "on " + exam.graph().id());
          }
          case CRASHES_IN_COMPANY -> {
            if (!first) {
              return FakeWorkers.ended(Status.CRASHED, "in company");
            }
          }
          case TIMES_OUT -> {
            return FakeWorkers.ended(Status.TIMED_OUT, "not finished");
          }
          case IS_INTERRUPTED -> {
            return FakeWorkers.ended(Status.INTERRUPTED, "told to");
          }
        }
        first = false;
        events.accept(certified(exam, verdict));
        if (exam.power() && verdict == Verdict.PASSED) {
          events.accept(new Event.Powered(new Power(Map.of(exam.graph().id(), true)), 1));
        }
      }
      return closesInCompany || job.exams().size() == 1
          ? FakeWorkers.ended(Status.OK, null)
          : FakeWorkers.ended(Status.TIMED_OUT, "close() did not return");
    }

    private static Event certified(Job.Exam exam, Verdict verdict) {
      return FakeWorkers.certified(
          "good", exam, verdict, verdict == Verdict.FAILED ? 1 : 0, new Draw(0, 0));
    }
  }

  @BeforeEach
  void install() throws Exception {
    plugin = FakeWorkers.plugin(folder, "good");
  }

  private List<String> examine(String... networks) throws Exception {
    return examine(new Examiner(workers), networks);
  }

  /** Examines networks and spells what came of each. */
  private List<String> examine(Examiner examiner, String... networks) throws Exception {
    return findings(examiner, false, networks).stream().map(ExaminerTest::spelled).toList();
  }

  private static String spelled(Finding finding) {
    if (finding.refused() != null) {
      return "refused: " + finding.refused().message();
    }
    return finding.certified() == null
        ? finding.ending()
        : finding.certified().certificate().network() + " " + finding.passed();
  }

  private List<Finding> findings(Examiner examiner, boolean power, String... networks)
      throws Exception {
    List<Subject> subjects =
        Stream.of(networks).map(network -> FakeWorkers.subject(plugin, network, 3, 1)).toList();
    List<Job.Exam> exams = subjects.stream().map(subject -> exam(subject, power)).toList();
    Map<Integer, Finding> found = new TreeMap<>();
    examiner.examine(
        subjects,
        exams,
        index -> begun.add(networks[index]),
        (index, finding) -> {
          workersAtFinding.add(workers.started.size());
          assertThat(found.put(index, finding)).as("each is found once").isNull();
        });
    assertThat(found).hasSize(networks.length);
    return List.copyOf(found.values());
  }

  private static Job.Exam exam(Subject subject, boolean power) {
    return new Job.Exam(
        subject.graph().graph(), subject.certificationRecipe(), Optional.empty(), power);
  }

  @Test
  void oneWorkerExaminesAllNetworksAndEachIsAnnouncedAsItBegins() throws Exception {
    assertThat(examine("a", "b", "c")).containsExactly("a true", "b true", "c true");
    assertThat(workers.started).containsExactly(List.of("a", "b", "c"));
    assertThat(begun).containsExactly("a", "b", "c");
  }

  @Test
  void whatFailsInTheCompanyOfOthersIsExaminedAloneAndThatCounts() throws Exception {
    workers.courses.put("b", Course.FAILS);
    workers.courses.put("c", Course.FAILS_IN_COMPANY);
    assertThat(examine("a", "b", "c")).containsExactly("a true", "b false", "c true");
    assertThat(workers.started).containsExactly(List.of("a", "b", "c"), List.of("b"), List.of("c"));
  }

  @Test
  void whatFailsFirstInItsWorkerHadNoCompany() throws Exception {
    workers.courses.put("a", Course.FAILS);
    assertThat(examine("a", "b")).containsExactly("a false", "b true");
    assertThat(workers.started).containsExactly(List.of("a", "b"));
  }

  @Test
  void aRefusalCountsAtOnce() throws Exception {
    workers.courses.put("b", Course.IS_REFUSED);
    assertThat(examine("a", "b", "c")).containsExactly("a true", "refused: no b", "c true");
    assertThat(workers.started).hasSize(1);
  }

  @Test
  void aRefusedConfigurationMayBeTheCompanysFault() throws Exception {
    workers.courses.put("a", Course.IS_REFUSED_IN_COMPANY);
    workers.courses.put("b", Course.IS_REFUSED_IN_COMPANY);
    assertThat(examine("a", "b")).containsExactly("a true", "b true");
    assertThat(workers.started).containsExactly(List.of("a", "b"), List.of("b"));
  }

  @Test
  void aCertificateCountsAsSoonAsItsWorkerHasEndedWell() throws Exception {
    workers.courses.put("b", Course.FAILS);
    examine("a", "b", "c");
    assertThat(workersAtFinding).containsExactly(1, 1, 2);
  }

  @Test
  void eachCertificateHasThePowerThatFollowsIt() throws Exception {
    workers.courses.put("b", Course.IS_REFUSED);
    List<Finding> findings = findings(new Examiner(workers), true, "a", "b", "c");
    assertThat(findings.get(0).powered().power().seen()).containsOnlyKeys("a");
    assertThat(findings.get(1).powered()).isNull();
    assertThat(findings.get(2).powered().power().seen()).containsOnlyKeys("c");
    assertThat(begun).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(
      value = Course.class,
      names = {"CRASHES_AT_THE_POWER", "TIMES_OUT_AT_THE_POWER"})
  void whatKeepsAPowerFromBeingFoundOutTakesNoCertificateWithIt(Course course) throws Exception {
    workers.courses.put("b", course);
    List<Finding> findings = findings(new Examiner(workers), true, "a", "b", "c");
    assertThat(findings).allMatch(Finding::passed);
    assertThat(findings.get(0).powered()).isNotNull();
    assertThat(findings.get(1).powered()).isNull();
    assertThat(findings.get(2).powered()).isNotNull();
    assertThat(workers.started).containsExactly(List.of("a", "b", "c"), List.of("a", "b", "c"));
  }

  @Test
  void aCrashTakesTheCertificatesOfItsWorkerWithItAndTheOthersAreMadeWithoutTheCulprit()
      throws Exception {
    workers.courses.put("b", Course.CRASHES);
    assertThat(examine("a", "b", "c")).containsExactly("a true", "CRASHED: on b", "c true");
    assertThat(workers.started)
        .containsExactly(List.of("a", "b", "c"), List.of("a", "c"), List.of("b"));
  }

  @Test
  void whatCrashesInCompanyOnlyIsCertifiedAlone() throws Exception {
    workers.courses.put("c", Course.CRASHES_IN_COMPANY);
    assertThat(examine("a", "b", "c")).containsExactly("a true", "b true", "c true");
    assertThat(workers.started)
        .containsExactly(List.of("a", "b", "c"), List.of("a", "b"), List.of("c"));
  }

  @Test
  void nobodyWaitsTwiceForANetworkThatDoesNotEnd() throws Exception {
    workers.courses.put("b", Course.TIMES_OUT);
    assertThat(examine("a", "b", "c"))
        .containsExactly("a true", "TIMED_OUT: not finished", "c true");
    assertThat(workers.started).containsExactly(List.of("a", "b", "c"), List.of("a", "c"));
  }

  @Test
  void aBackendThatCrashesOnEachNetworkIsStartedOnceForEach() throws Exception {
    for (String network : List.of("a", "b", "c")) {
      workers.courses.put(network, Course.CRASHES);
    }
    assertThat(examine("a", "b", "c"))
        .containsExactly("CRASHED: on a", "CRASHED: on b", "CRASHED: on c");
    assertThat(workers.started)
        .containsExactly(List.of("a", "b", "c"), List.of("b", "c"), List.of("c"));
  }

  @Test
  void anEngineThatDoesNotStartDoesSoForNoNetwork() throws Exception {
    workers.opens = false;
    assertThat(examine("a", "b"))
        .containsExactly("UNAVAILABLE: no natives", "UNAVAILABLE: no natives");
    assertThat(workers.started).hasSize(1);
  }

  @Test
  void certificatesOfAWorkerThatDoesNotCloseAreMadeAgainEachAlone() throws Exception {
    workers.closesInCompany = false;
    assertThat(examine("a", "b")).containsExactly("a true", "b true");
    assertThat(workers.started).containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
  }

  @Test
  void anInterruptionEndsAllThatIsLeftAndStartsNoFurtherWorker() throws Exception {
    workers.courses.put("b", Course.IS_INTERRUPTED);
    Examiner examiner = new Examiner(workers);
    assertThat(examine(examiner, "a", "b"))
        .containsExactly("INTERRUPTED: told to", "INTERRUPTED: told to");
    assertThat(examine(examiner, "c")).containsExactly("INTERRUPTED: told to");
    assertThat(workers.started).containsExactly(List.of("a", "b"));
  }
}

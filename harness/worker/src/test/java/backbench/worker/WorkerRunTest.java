package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.certificate.CertificationRecipe;
import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Order;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.drawing.Drawing;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Shape;
import backbench.spi.BackendConfig;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameReader;
import backbench.worker.wire.Job;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a worker reports of a job, and its exit code, without a process. */
class WorkerRunTest {

  private static final Instant START = Instant.ofEpochSecond(1_000, 5_000);

  @TempDir Path folder;

  private int exitCode;

  private static Graph graph(Shape input) {
    return new Graph(
        "line",
        input,
        List.of(
            new Node("flat", new Layer.Flatten(), List.of("input")),
            new Node("dense", new Layer.Dense(10), List.of("flat"))),
        "dense");
  }

  private static final Graph DIGITS = graph(Shape.image(1, 28, 28));

  private static Job.Configuration configuration(Map<String, String> options) {
    return Job.Configuration.of(BackendConfig.builder(1, 1, Path.of(".")).options(options).build());
  }

  private static Job.Measure measure(String backend, Graph graph, Optional<String> digest) {
    return measure(backend, graph, digest, Map.of());
  }

  private static Job.Measure measure(
      String backend, Graph graph, Optional<String> digest, Map<String, String> options) {
    return new Job.Measure(
        backend,
        configuration(options),
        graph,
        new Job.Data(
            new DataSource.Drawn(Drawing.DIGITS, 1, 10, 4),
            digest,
            new Selection(Optional.of(8), 0.25, Optional.of(3)),
            Scaling.IDENTITY,
            new Order.Shuffled(5),
            Augmentation.NONE),
        new Job.Training(new Optimizer.Sgd(0.1), Map.of(), 1, 4, 1),
        new Job.Timing(0, 10, 10, 0, 0, false, 0));
  }

  private List<Event> run(Job job) throws IOException {
    Path jobFile = Files.write(folder.resolve("job"), RecordCodec.encode(Job.class, job));
    Path events = folder.resolve("events");
    Files.deleteIfExists(events);
    PrintStream before = System.err;
    System.setErr(new PrintStream(PrintStream.nullOutputStream()));
    try {
      exitCode = Worker.run(jobFile, events, START);
    } finally {
      System.setErr(before);
    }
    List<Event> told = new ArrayList<>();
    try (FrameReader reader = new FrameReader(events)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        told.add(next.get());
      }
      assertThat(reader.cutOff()).isFalse();
    }
    return told;
  }

  private static <T> T only(List<Event> told, Class<T> kind) {
    List<T> found = told.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void aMeasurementReadsItsDataStartsTheEngineMeasuresAndIsDone() throws Exception {
    List<Event> told = run(measure("fake", DIGITS, Optional.empty()));
    assertThat(exitCode).isZero();
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "Started",
            "DataReady",
            "Opened",
            "Compiled",
            "Untrained",
            "EpochEnded",
            "Trained",
            "Trailing",
            "Closing",
            "Done");
    Event.Started started = only(told, Event.Started.class);
    assertThat(started.epochMicros()).isEqualTo(1_000_000_005L);
    assertThat(started.jvm()).endsWith(Runtime.version().toString());
    assertThat(only(told, Event.Opened.class).environment().threads()).isEqualTo(1);
    assertThat(only(told, Event.Opened.class).seconds()).isPositive().isLessThan(60);
    Event.DataReady data = only(told, Event.DataReady.class);
    assertThat(data.digest()).hasSize(64);
    assertThat(data.train()).isEqualTo(6);
    assertThat(data.validation()).isEqualTo(2);
    assertThat(data.test()).isEqualTo(3);
    assertThat(data.seconds()).isBetween(0.0, 60.0);
    assertThat(only(told, Event.EpochEnded.class).samples()).isEqualTo(6);
    assertThat(only(told, Event.EpochEnded.class).steps().count()).isEqualTo(2);
    assertThat(only(told, Event.Done.class).peakRssBytes().isPresent())
        .isEqualTo(PeakMemory.residentBytes().isPresent());
  }

  @Test
  void samplesWithTheDigestOfTheFirstForkAreMeasuredAndOthersRefused() throws Exception {
    String digest =
        only(run(measure("fake", DIGITS, Optional.empty())), Event.DataReady.class).digest();
    run(measure("fake", DIGITS, Optional.of(digest)));
    assertThat(exitCode).isZero();

    List<Event> told = run(measure("fake", DIGITS, Optional.of("0".repeat(64))));
    assertThat(exitCode).isEqualTo(Worker.EXIT_FAILED);
    Event.Failed failed = only(told, Event.Failed.class);
    assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(failed.message())
        .startsWith("the dataset has changed during the run: its digest is ")
        .contains(digest.substring(0, 12) + "; expected 000000000000, as in the first fork");
    assertThat(told).last().isSameAs(failed);
  }

  @Test
  void samplesThatDoNotFitTheNetworkAreRefusedBeforeTheEngineStarts() throws Exception {
    List<Event> told = run(measure("fake", graph(Shape.image(1, 28, 27)), Optional.empty()));
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Started", "Failed");
    Event.Failed failed = only(told, Event.Failed.class);
    assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failed.message()).contains("in 10 classes; expected").contains("for 'line'");
  }

  @Test
  void aBackendThatIsNotThereIsABrokenPluginThatNamesWhatIs() throws Exception {
    Event.Failed failed =
        only(run(measure("absent", DIGITS, Optional.empty())), Event.Failed.class);
    assertThat(exitCode).isEqualTo(1);
    assertThat(failed.code()).isEqualTo(ErrorCode.PLUGIN_BROKEN);
    assertThat(failed.message())
        .isEqualTo(
            "no provider of 'absent' on the classpath of the worker; expected one, found: fake");
  }

  @Test
  void anEngineThatDoesNotStartFailsWithItsMessageAndItsTrace() throws Exception {
    Event.Failed failed =
        only(
            run(
                measure(
                    "fake",
                    DIGITS,
                    Optional.empty(),
                    Map.of(FakeProvider.REFUSAL, "no engine" + "!".repeat(30_000)))),
            Event.Failed.class);
    assertThat(failed.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
    assertThat(failed.message()).startsWith("java.lang.IllegalStateException: no engine!");
    assertThat(failed.trace()).startsWith("java.lang.IllegalStateException: no engine!");
    assertThat(failed.trace()).as("of a length that fits").hasSize(20_000);
    assertThat(failed.peakRssBytes().isPresent()).isEqualTo(PeakMemory.residentBytes().isPresent());
  }

  @Test
  void aCertificateThatFailsIsNotAskedWhatItSees() throws Exception {
    List<Event> told = run(certify(true));
    assertThat(exitCode).isZero();
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Started", "Opened", "Certified", "Closing", "Done");
  }

  private static Job.Certify certify(boolean power) {
    return certify(exam(graph(Shape.image(1, 2, 2)), power));
  }

  private static Job.Certify certify(Job.Exam... exams) {
    return new Job.Certify("fake", configuration(Map.of()), List.of(exams));
  }

  @Test
  void aCertificateIsMadeWithoutAnyData() throws Exception {
    List<Event> told = run(certify(false));
    assertThat(exitCode).isZero();
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Started", "Opened", "Certified", "Closing", "Done");
    Event.Certified certified = only(told, Event.Certified.class);
    assertThat(certified.certificate().backend()).isEqualTo("fake");
    assertThat(certified.certificate().network()).isEqualTo("line");
    assertThat(certified.certificate().passed()).as("it computes nothing").isFalse();
    assertThat(certified.seconds()).isPositive().isLessThan(60);
    assertThat(only(told, Event.Done.class).peakRssBytes().isPresent())
        .isEqualTo(PeakMemory.residentBytes().isPresent());
  }

  private static Job.Exam exam(Graph graph, boolean power) {
    return new Job.Exam(
        graph,
        CertificationRecipe.of(new TrainingSpec(new Optimizer.Sgd(0.1))),
        Optional.empty(),
        power);
  }

  @Test
  void oneEngineIsComparedOnSeveralNetworksAndARefusalEndsItsOwnOnly() throws Exception {
    List<Event> told =
        run(
            certify(
                exam(graph(Shape.image(1, 2, 2)), false),
                exam(graph(FakeBackend.REFUSED), false),
                exam(graph(Shape.image(1, 2, 3)), false)));
    assertThat(exitCode).isZero();
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "Started", "Opened", "Certified", "Refused", "Certified", "Closing", "Done");
    assertThat(only(told, Event.Refused.class).message()).isEqualTo("not this one");
    assertThat(told)
        .filteredOn(Event.Certified.class::isInstance)
        .extracting(event -> ((Event.Certified) event).certificate().graphDigest())
        .hasSize(2)
        .doesNotHaveDuplicates();
  }
}

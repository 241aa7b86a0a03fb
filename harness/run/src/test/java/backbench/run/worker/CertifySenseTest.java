package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.certificate.RuleResult;
import backbench.certificate.Verdict;
import backbench.commons.Identity;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Shape;
import backbench.spi.BackendConfig;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks reports of a job that certifies two networks, and finds out the power of the second. */
class CertifySenseTest {

  private static final Graph FIRST = network(3);
  private static final Graph SECOND = network(4);
  private static final Event CLOSING = new Event.Closing();
  private static final Event POWERED = new Event.Powered(new Power(Map.of("relu", true)), 0.001);

  private static Graph network(int inputs) {
    return new Graph(
        "dense" + inputs,
        Shape.vector(inputs),
        List.of(new Node("out", new Layer.Dense(10), List.of(Graph.INPUT))),
        "out");
  }

  private static Event certified(Graph graph) {
    return certified("toy", graph, 1e-7, 1e-5, 0.001);
  }

  private static Event certified(
      String backend, Graph graph, double error, double tolerance, double seconds) {
    return new Event.Certified(
        new Certificate(
            Certificate.FORMAT_VERSION,
            backend,
            graph.id(),
            Identity.digest(graph.resolve()),
            List.of(new RuleResult("N1", "logits", Verdict.PASSED, error, tolerance, "")),
            List.of()),
        new Draw(0, 0),
        seconds);
  }

  private static Event certified(int format, Graph graph, Verdict verdict, String... rules) {
    return new Event.Certified(
        new Certificate(
            format,
            "toy",
            graph.id(),
            Identity.digest(graph.resolve()),
            Stream.of(rules)
                .map(rule -> new RuleResult(rule, "logits", verdict, 0, 1, ""))
                .toList(),
            List.of()),
        new Draw(0, 0),
        0.001);
  }

  private static Event refused() {
    return new Event.Refused(ErrorCode.UNSUPPORTED_LAYER, "no such layer");
  }

  private static void read(Event... report) {
    CertificationRecipe recipe = CertificationRecipe.of(new TrainingSpec(new Optimizer.Sgd(0.1)));
    ReportSense sense =
        new ReportSense(
            new Job.Certify(
                "toy",
                Job.Configuration.of(BackendConfig.cpu(1, 1, Path.of("scratch"))),
                List.of(
                    new Job.Exam(FIRST, recipe, Optional.empty(), false),
                    new Job.Exam(SECOND, recipe, Optional.empty(), true))));
    var events = sense.before(event -> {});
    events.accept(new Event.Started(System.currentTimeMillis() * 1000, "Java", List.of()));
    events.accept(new Event.Opened(new Event.RunningOn(Map.of(), 1, "none", Map.of()), 0.001));
    List.of(report).forEach(events);
  }

  @Test
  void aWordOnEachNetworkInTheirOrderMakesSense() {
    Event done = new Event.Done(Optional.empty());
    Event refused = refused();
    assertThatCode(() -> read(certified(FIRST), certified(SECOND), POWERED, CLOSING, done))
        .doesNotThrowAnyException();
    assertThatCode(() -> read(certified(FIRST), certified(SECOND), CLOSING, done))
        .as("what a certificate sees may stay unknown")
        .doesNotThrowAnyException();
    assertThatCode(() -> read(refused, refused, CLOSING, done)).doesNotThrowAnyException();
  }

  @Test
  void aCertificateOfAnotherNetworkOrBackendDoesNot() {
    assertThatThrownBy(() -> read(certified(SECOND))).hasMessageContaining("network than dense3");
    assertThatThrownBy(() -> read(certified(FIRST), certified(FIRST)))
        .hasMessageContaining("network than dense4");
    assertThatThrownBy(() -> read(certified("other", FIRST, 0, 1, 0)))
        .hasMessageContaining("backend than toy");
  }

  @Test
  void fewerWordsThanNetworksAreAnUndoneJobAndMoreWereNotAskedFor() {
    assertThatThrownBy(() -> read(CLOSING)).hasMessageContaining("before it has done its job");
    assertThatThrownBy(() -> read(certified(FIRST), CLOSING))
        .hasMessageContaining("before it has done its job");
    assertThatThrownBy(() -> read(certified(FIRST), certified(SECOND), refused()))
        .hasMessageContaining("nobody asked for");
    assertThatThrownBy(() -> read(certified(FIRST), certified(SECOND), certified(SECOND)))
        .hasMessageContaining("nobody asked for");
  }

  @Test
  void aPowerComesOnceAndOnlyAfterThePassedCertificateThatItWasAskedFor() {
    assertThatThrownBy(() -> read(POWERED)).hasMessageContaining("a power that nobody asked for");
    assertThatThrownBy(() -> read(certified(FIRST), POWERED))
        .hasMessageContaining("a power that nobody asked for");
    assertThatThrownBy(() -> read(certified(FIRST), certified(SECOND), POWERED, POWERED))
        .hasMessageContaining("a power that nobody asked for");
    assertThatThrownBy(() -> read(certified(FIRST), refused(), POWERED))
        .hasMessageContaining("a power that nobody asked for");
    Event failed = certified(Certificate.FORMAT_VERSION, SECOND, Verdict.FAILED, "N1");
    assertThatThrownBy(() -> read(certified(FIRST), failed, POWERED))
        .hasMessageContaining("a power that nobody asked for");
    Event empty = new Event.Powered(new Power(Map.of()), 0.001);
    assertThatThrownBy(() -> read(certified(FIRST), certified(SECOND), empty))
        .hasMessageContaining("a power that names no mistake");
  }

  @Test
  void aCertificateThatContradictsItselfDoesNot() {
    assertThatThrownBy(() -> read(certified(99, FIRST, Verdict.PASSED, "N1")))
        .hasMessageContaining("a certificate of format 99");
    assertThatThrownBy(
            () -> read(certified(Certificate.FORMAT_VERSION, FIRST, Verdict.PASSED, "N1", "N1")))
        .hasMessageContaining("two results of one rule");
    assertThatThrownBy(() -> read(certified("toy", FIRST, 2e-5, 1e-5, 0)))
        .hasMessageContaining("rule N1 that PASSED with an error of 2.0E-5 under a tolerance");
    assertThatThrownBy(
            () ->
                read(
                    certified("toy", FIRST, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0)))
        .hasMessageContaining("an error of Infinity");
  }

  @Test
  void numbersThatCannotBeDoNot() {
    assertThatThrownBy(() -> read(certified("toy", FIRST, -1, 1e-5, 0)))
        .hasMessageContaining("an error of -1.0");
    assertThatThrownBy(() -> read(certified("toy", FIRST, Double.NaN, 1e-5, 0)))
        .hasMessageContaining("an error of NaN");
    assertThatThrownBy(() -> read(certified("toy", FIRST, 0, -1, 0)))
        .hasMessageContaining("a tolerance of -1.0");
    assertThatThrownBy(() -> read(certified("toy", FIRST, 0, 1, 1e6)))
        .hasMessageContaining("certifying took");
  }

  @Test
  void aMachineIsNotMeasuredWhereACertificateWasAskedFor() {
    assertThatThrownBy(() -> read(new Event.Compiled(0.001)))
        .hasMessageContaining("it measures where it was asked for a certificate");
  }
}

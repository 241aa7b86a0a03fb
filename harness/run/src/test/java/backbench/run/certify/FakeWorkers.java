package backbench.run.certify;

import backbench.certificate.Certificate;
import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.certificate.RuleResult;
import backbench.certificate.Verdict;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.run.ToySuite;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports a certificate at once, without a process. */
final class FakeWorkers implements WorkerStarter {

  /** What was to be certified, in order. */
  final List<Job.Exam> exams = new ArrayList<>();

  /** The networks that each worker was to certify. */
  final List<List<String>> started = new ArrayList<>();

  /** The draw that is reported. */
  Draw draw = new Draw(2, 7);

  /** Why the backend does not do it; null if it does. */
  @Nullable String refusal;

  /** What comes of the certificate. */
  Verdict verdict = Verdict.PASSED;

  private double error() {
    return verdict == Verdict.FAILED ? 1 : 1e-7;
  }

  /** What certificates see, if it is asked for. */
  Power power = new Power(Map.of("relu: clipped at 6", true, "inputs of 16 bits", false));

  /** How the backend has its worker started. */
  LaunchOptions launch = LaunchOptions.NONE;

  @Override
  public LaunchOptions launch(WorkerRequest request) {
    return launch;
  }

  @Override
  public WorkerEnd run(WorkerRequest request, Consumer<Event> events) {
    Job.Certify job =
        (Job.Certify) request.job().apply(BackendConfig.cpu(request.threads(), 1, Path.of(".")));
    started.add(job.exams().stream().map(exam -> exam.graph().id()).toList());
    for (Job.Exam exam : job.exams()) {
      exams.add(exam);
      examine(request.code().id(), exam, events);
    }
    return ended(Status.OK, null);
  }

  private void examine(String backend, Job.Exam exam, Consumer<Event> events) {
    if (refusal != null) {
      events.accept(new Event.Refused(ErrorCode.UNSUPPORTED_LAYER, refusal));
      return;
    }
    events.accept(certified(backend, exam, verdict, error(), draw));
    if (exam.power() && verdict == Verdict.PASSED) {
      events.accept(new Event.Powered(power, 2));
    }
  }

  static Event.Certified certified(
      String backend, Job.Exam exam, Verdict verdict, double error, Draw draw) {
    return new Event.Certified(
        new Certificate(
            Certificate.FORMAT_VERSION,
            backend,
            exam.graph().id(),
            "12".repeat(32),
            List.of(new RuleResult("N1", "logits", verdict, error, 1e-5, "")),
            List.of()),
        draw,
        1);
  }

  static WorkerEnd ended(Status status, @Nullable String reason) {
    return new WorkerEnd(
        new ForkResult.Ending(status, reason, List.of()),
        1,
        new ForkResult.Launch(Instant.EPOCH, List.of(), Map.of(), null));
  }

  /** Returns a dense layer of ten outputs on so many inputs. */
  static ResolvedGraph network(String id, int inputs) {
    return new Graph(
            id,
            Shape.vector(inputs),
            List.of(new Node("out", new Layer.Dense(10), List.of(Graph.INPUT))),
            "out")
        .resolve();
  }

  /** Returns the certification of such a network. */
  static Subject subject(Plugin plugin, String network, int inputs, int threads) {
    return new Subject(
        plugin,
        new CellKey.Configuration(plugin.id(), plugin.digest(), Device.CPU, threads, Tuning.BEST),
        network(network, inputs),
        ToySuite.recipe(),
        1,
        OptionalInt.empty(),
        60);
  }

  /** Returns an installed plugin that behaves. */
  static Plugin plugin(Path folder, String id) throws IOException {
    Path plugins = folder.resolve("plugins-" + id);
    ToyPlugins.make(plugins, id, Behaviour.GOOD);
    return ToyPlugins.find(folder.resolve("home"), List.of(plugins)).plugin(id).orElseThrow();
  }
}

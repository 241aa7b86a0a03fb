package backbench.report;

import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Items;
import backbench.report.layout.Element.Paragraph;
import backbench.results.BackendFacts;
import backbench.results.CellKey.Configuration;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.ForkResult.ForkEnvironment;
import backbench.results.Machine;
import backbench.results.RunResult;
import backbench.spi.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what each backend was really running on, and the digests of what was asked for. */
final class EnvironmentSection {

  private EnvironmentSection() {}

  static List<Element> elements(Report report) {
    RunResult run = report.run();
    List<Element> elements = new ArrayList<>();
    elements.add(new Heading(2, "What ran"));
    for (BackendFacts backend : run.backends()) {
      elements.add(new Heading(3, backend.name() + " (" + backend.id() + ")"));
      elements.add(new Items(backend(run, backend)));
    }
    for (int shard = 0; shard < run.shards().size(); shard++) {
      String number = run.shards().size() == 1 ? "" : " " + (shard + 1);
      elements.add(new Heading(2, "Machine" + number));
      List<String> items = new ArrayList<>(machine(run.shards().get(shard).machine()));
      run.shards().get(shard).peaks().forEach(peak -> items.add("peak of " + peak.inWords()));
      elements.add(new Items(items));
    }
    elements.add(new Heading(2, "Specs"));
    elements.add(
        new Paragraph(
            "SHA-256 of what each spec says, comments and layout apart. Runs compare where these"
                + " agree."));
    elements.add(
        new Items(
            Stream.concat(
                    run.suite().specs().stream()
                        .map(spec -> spec.kind() + " " + spec.id() + ": " + spec.sha256()),
                    worker(run.about().harness()).stream())
                .toList()));
    return elements;
  }

  /** Names where forks ran: one configuration on one machine. */
  private record Place(Configuration configuration, int shard) {}

  private static List<String> backend(RunResult run, BackendFacts backend) {
    List<String> items = new ArrayList<>();
    if (backend.unavailable() != null) {
      items.add("unavailable: " + backend.unavailable());
    }
    if (backend.pluginDigest() != null) {
      items.add("plugin: SHA-256 " + backend.pluginDigest());
    }
    Map<Place, Set<String>> seen = new LinkedHashMap<>();
    for (CellResult cell : run.cells()) {
      if (cell.key().backend().equals(backend.id())
          && Objects.equals(cell.key().configuration().pluginDigest(), backend.pluginDigest())) {
        for (ForkResult fork : cell.forks()) {
          seen.computeIfAbsent(
                  new Place(cell.key().configuration(), cell.shard()), key -> new LinkedHashSet<>())
              .add(described(fork, cell.key().threads()));
        }
      }
    }
    seen.forEach(
        (place, descriptions) -> {
          Configuration configuration = place.configuration();
          String name =
              (configuration.device() == Device.CPU
                      ? ""
                      : Labels.device(configuration.device()) + ", ")
                  + Labels.threads(configuration.threads())
                  + ", "
                  + Labels.tuning(configuration.tuning())
                  + Labels.onMachine(run, place.shard());
          // More than one description means that forks did not run on the same.
          descriptions.forEach(description -> items.add(name + ": " + description));
        });
    backend.deviations().forEach(deviation -> items.add("deviates: " + deviation));
    if (items.isEmpty()) {
      items.add("was not started");
    }
    return items;
  }

  private static String described(ForkResult fork, int threadsAsked) {
    List<String> parts = new ArrayList<>();
    ForkEnvironment environment = fork.environment();
    if (environment == null) {
      parts.add("did not say what it ran on");
    } else {
      if (!environment.versions().isEmpty()) {
        parts.add(listed(environment.versions(), " "));
      }
      String readBack = "threads read back: " + environment.threads();
      parts.add(environment.threads() == threadsAsked ? readBack : readBack + ", not as asked for");
      parts.add("SIMD: " + environment.simd());
      if (!environment.details().isEmpty()) {
        parts.add(listed(environment.details(), "="));
      }
    }
    parts.add(
        "JVM flags: "
            + (fork.launch().jvmFlags().isEmpty()
                ? "none"
                : String.join(" ", fork.launch().jvmFlags())));
    parts.add(
        "environment: "
            + (fork.launch().variables().isEmpty()
                ? "nothing added"
                : listed(fork.launch().variables(), "=")));
    return String.join("; ", parts);
  }

  private static List<String> machine(Machine machine) {
    List<String> items = new ArrayList<>();
    items.add("CPU: " + machine.cpu());
    items.add("platform: " + machine.platform() + ", " + machine.os());
    items.add("Java: " + machine.jvm());
    machine.details().forEach((name, value) -> items.add(name + ": " + value));
    return items;
  }

  private static Optional<String> worker(RunResult.Harness harness) {
    return Optional.ofNullable(harness.workerDigest())
        .map(digest -> "worker " + harness.version() + ": " + digest);
  }

  private static String listed(Map<String, String> map, String between) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + between + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}

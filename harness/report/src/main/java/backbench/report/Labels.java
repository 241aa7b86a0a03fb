package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
import backbench.results.CellKey.Configuration;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names configurations by their backend, and by what else tells a run from the usual: a device
 * other than the CPU, a tuning other than the best, several thread counts, two builds, several
 * machines.
 */
final class Labels {

  private static final int SHORT_DIGEST = 8;

  private final RunResult run;
  private final boolean showsDevice;
  private final boolean threadsVary;
  private final Set<String> builtTwice = new HashSet<>();
  private final boolean showsTuning;

  Labels(RunResult run) {
    this.run = run;
    this.showsDevice = run.cells().stream().anyMatch(cell -> cell.key().device() != Device.CPU);
    this.threadsVary =
        run.cells().stream().map(cell -> cell.key().threads()).distinct().count() > 1;
    Map<String, String> builds = new HashMap<>();
    for (CellResult cell : run.cells()) {
      String build = build(cell.key().configuration());
      if (!build.equals(builds.getOrDefault(cell.key().backend(), build))) {
        builtTwice.add(cell.key().backend());
      }
      builds.put(cell.key().backend(), build);
    }
    this.showsTuning = run.cells().stream().anyMatch(cell -> cell.key().tuning() != Tuning.BEST);
  }

  /** Names a cell among those of its workload. */
  String of(CellAnalysis cell) {
    String label = withoutTuning(cell);
    return showsTuning ? label + ", " + tuning(cell.key().tuning()) : label;
  }

  /** Names a cell where its tuning is said elsewhere. */
  String withoutTuning(CellAnalysis cell) {
    Configuration configuration = cell.key().configuration();
    StringBuilder label = new StringBuilder(configuration.backend());
    if (builtTwice.contains(configuration.backend())) {
      label.append(", build ").append(build(configuration));
    }
    if (showsDevice) {
      label.append(", ").append(device(configuration.device()));
    }
    if (threadsVary) {
      label.append(", ").append(threads(configuration.threads()));
    }
    return label + onMachine(run, run.cells().get(cell.index()).shard());
  }

  /** Returns a comma and the number of a machine; nothing where there is only one. */
  static String onMachine(RunResult run, int shard) {
    return run.shards().size() == 1 ? "" : ", " + machine(run, shard);
  }

  /** Names a machine: by its number where there are several. */
  static String machine(RunResult run, int shard) {
    return run.shards().size() == 1 ? "machine" : "machine " + (shard + 1);
  }

  static String quantity(EpochQuantity quantity) {
    return switch (quantity) {
      case TRAIN_LOSS -> "training loss";
      case VALIDATION_LOSS -> "validation loss";
      case TEST_LOSS -> "test loss";
      case TRAIN_ACCURACY -> "training accuracy";
      case VALIDATION_ACCURACY -> "validation accuracy";
      case TEST_ACCURACY -> "test accuracy";
    };
  }

  private static String build(Configuration configuration) {
    String digest = configuration.pluginDigest();
    return digest == null
        ? "unknown"
        : digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
  }

  static String device(Device device) {
    return device.name();
  }

  static String threads(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  static String tuning(Tuning tuning) {
    return switch (tuning) {
      case BEST -> "best tuning";
      case AS_IT_COMES -> "as it comes";
      case ENGINE_LOOP -> "the engine's own loop";
    };
  }
}

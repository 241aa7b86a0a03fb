package backbench.core.report;

import backbench.core.result.CellKey.Configuration;
import backbench.core.result.RunResult;
import backbench.spi.Device;
import backbench.spi.Tuning;

/**
 * Names configurations by their backend, and by device, threads and tuning where a run has several.
 */
final class Labels {

  private final boolean devicesVary;
  private final boolean threadsVary;
  private final boolean tuningVaries;

  Labels(RunResult run) {
    this.devicesVary = run.cells().stream().map(cell -> cell.key().device()).distinct().count() > 1;
    this.threadsVary =
        run.cells().stream().map(cell -> cell.key().threads()).distinct().count() > 1;
    this.tuningVaries =
        run.cells().stream().map(cell -> cell.key().tuning()).distinct().count() > 1;
  }

  String of(Configuration configuration) {
    String label = withoutTuning(configuration);
    return tuningVaries ? label + ", " + tuning(configuration.tuning()) : label;
  }

  /** Names a configuration where its tuning is said elsewhere. */
  String withoutTuning(Configuration configuration) {
    StringBuilder label = new StringBuilder(configuration.backend());
    if (devicesVary) {
      label.append(", ").append(device(configuration.device()));
    }
    if (threadsVary) {
      label.append(", ").append(threads(configuration.threads()));
    }
    return label.toString();
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

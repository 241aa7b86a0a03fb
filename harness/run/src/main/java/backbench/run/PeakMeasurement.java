package backbench.run;

import backbench.plausibility.Peak;
import backbench.plausibility.PeakProbe;
import backbench.plugins.WorkerCode;
import backbench.results.Status;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Tuning;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures the machine's peak, in a worker of its own. */
final class PeakMeasurement {

  /** A second for each number of threads is usual; this is for machines that are very busy. */
  private static final double TIMEOUT_SECONDS = 120;

  private PeakMeasurement() {}

  /**
   * Holds what was measured.
   *
   * @param peaks one for each number of threads, as far as it came
   * @param problem why that is not all; null if it is
   * @param interrupted whether the run is to end
   */
  record Measured(List<Peak> peaks, @Nullable String problem, boolean interrupted) {}

  /**
   * Measures with each number of threads in turn.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  static Measured measure(WorkerStarter workers, List<Integer> threads)
      throws InterruptedException {
    List<Peak> peaks = new ArrayList<>();
    WorkerEnd end =
        workers.run(
            new WorkerRequest(
                new Probe(),
                Device.CPU,
                1,
                Tuning.BEST,
                0,
                TIMEOUT_SECONDS,
                config -> new Job.MeasurePeak(threads)),
            event -> {
              if (event instanceof Event.PeakMeasured measured) {
                peaks.add(measured.peak());
              }
            });
    return new Measured(List.copyOf(peaks), end.reason(), end.status() == Status.INTERRUPTED);
  }

  /** Needs nothing but what is on every worker's classpath. */
  private static final class Probe implements WorkerCode {
    @Override
    public String id() {
      return "the machine's peak";
    }

    @Override
    public List<Path> jars() {
      return List.of();
    }

    @Override
    public Set<String> variablePrefixes() {
      return Set.of();
    }

    @Override
    public LaunchOptions launch(BackendConfig config) {
      return PeakProbe.launch();
    }
  }
}

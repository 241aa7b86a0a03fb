package backbench.run.worker;

import backbench.results.ForkResult;
import backbench.results.Status;
import org.jspecify.annotations.Nullable;

/**
 * Says how a worker ended.
 *
 * @param ending {@code OK} if it said that it was done
 * @param wallSeconds how long the process lived
 * @param launch how it was started
 */
public record WorkerEnd(ForkResult.Ending ending, double wallSeconds, ForkResult.Launch launch) {

  /** Returns how the worker ended. */
  public Status status() {
    return ending.status();
  }

  /** Returns why the status is not {@code OK}; null if it is. */
  public @Nullable String reason() {
    return ending.reason();
  }
}

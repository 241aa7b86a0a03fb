package backbench.run.worker;

import backbench.error.BackbenchException;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import java.util.function.Consumer;

/** Starts workers; {@link Workers}, or what stands in for it in a test. */
public interface WorkerStarter {

  /**
   * Asks the backend how its worker is to be started.
   *
   * <p>Folders that differ from run to run and from user to user are named by what they are for.
   *
   * @throws BackbenchException the backend's refusal, {@code PLUGIN_BROKEN} if it does not answer,
   *     {@code IO} if the harness itself cannot do its part
   * @throws InterruptedException if the thread is interrupted
   */
  LaunchOptions launch(WorkerRequest request) throws InterruptedException;

  /**
   * Runs a worker to its end.
   *
   * @param events is given each event as it comes
   * @throws BackbenchException {@code IO} if the harness itself cannot do its part
   * @throws InterruptedException if the thread is interrupted; the worker is dead then
   */
  WorkerEnd run(WorkerRequest request, Consumer<Event> events) throws InterruptedException;
}

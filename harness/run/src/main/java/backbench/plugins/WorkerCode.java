package backbench.plugins;

import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Says what a worker runs beside its own jars, and how its JVM is started for it. */
public interface WorkerCode {

  /** Returns the name that messages give it. */
  String id();

  /** Returns the jars that follow the worker's own on its classpath. */
  List<Path> jars();

  /**
   * Returns what the names of variables begin with that it reads, and a worker is not to inherit.
   */
  Set<String> variablePrefixes();

  /**
   * Says how the JVM is started.
   *
   * @throws ProviderFailure if it does not run so
   * @throws InterruptedException if the thread is interrupted
   */
  LaunchOptions launch(BackendConfig config) throws InterruptedException;
}

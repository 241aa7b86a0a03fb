package backbench.plugins;

import backbench.error.BackbenchException;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import java.nio.file.Path;
import java.util.List;

/** Says what a worker runs beside its own jars, and how its JVM is started for it. */
public interface WorkerCode {

  /** Returns the name that messages give it. */
  String id();

  /** Returns the jars that follow the worker's own on its classpath. */
  List<Path> jars();

  /**
   * Says how the JVM is started.
   *
   * @throws BackbenchException if it does not run so
   */
  LaunchOptions launch(BackendConfig config);
}

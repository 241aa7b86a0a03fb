package backbench.run.machine;

import backbench.commons.IoReason;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says where the parts of Backbench are.
 *
 * @param home the project's root
 * @param workerLibrary the folder of the jars that a worker runs on
 * @param cache where certificates, fetched data and the engines' natives are kept between runs
 * @param version the version of the harness
 */
public record Installation(Path home, Path workerLibrary, Path cache, String version) {

  /**
   * Finds the parts of an installation.
   *
   * <p>The cache is where {@link BackendConfig#userCache} finds it.
   *
   * @param home the project's root
   * @param version the version of the harness
   * @param environment the process's environment
   */
  public static Installation in(Path home, String version, Map<String, String> environment) {
    return new Installation(
        home,
        home.resolve("harness").resolve("worker").resolve("target").resolve("lib"),
        BackendConfig.userCache(environment),
        version);
  }

  /**
   * Returns where runs are kept unless the user says otherwise: {@code $BACKBENCH_OUT}, else {@code
   * backbench-results} in the current folder.
   */
  public static Path defaultOutput(Map<String, String> environment) {
    String chosen = environment.getOrDefault("BACKBENCH_OUT", "");
    return Path.of(chosen.isEmpty() ? "backbench-results" : chosen);
  }

  /**
   * Returns where the files of datasets are unless the user says otherwise: {@code
   * $BACKBENCH_DATA}, else {@code data} in the cache, as all of it can be fetched again.
   */
  public static Path defaultData(Map<String, String> environment) {
    String chosen = environment.getOrDefault("BACKBENCH_DATA", "");
    return chosen.isEmpty()
        ? BackendConfig.userCache(environment).resolve("data")
        : Path.of(chosen);
  }

  /**
   * Lists the worker's jars by name.
   *
   * @throws BackbenchException {@code IO} if there are none
   */
  public List<Path> workerJars() {
    if (Files.isDirectory(workerLibrary)) {
      try (Stream<Path> files = Files.list(workerLibrary)) {
        List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        if (!jars.isEmpty()) {
          return jars;
        }
      } catch (IOException e) {
        throw new BackbenchException(
            ErrorCode.IO, "cannot list " + workerLibrary + ": " + IoReason.of(e), e);
      }
    }
    throw new BackbenchException(
        ErrorCode.IO,
        "the jars of the worker are missing; expected the build to put them in " + workerLibrary);
  }
}

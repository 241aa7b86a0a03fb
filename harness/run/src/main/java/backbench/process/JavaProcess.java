package backbench.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts and ends JVMs of this process's Java. */
public final class JavaProcess {

  /** Variables from which a JVM takes flags or classes; no JVM that is started here gets them. */
  public static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH");

  private static final long DEATH_SECONDS = 10;

  private JavaProcess() {}

  /** Returns the launcher of this process's Java. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Spells a classpath: the harness's jars first, then a plugin's. */
  public static String classpath(List<Path> harness, List<Path> plugin) {
    return Stream.concat(harness.stream(), plugin.stream())
        .map(jar -> jar.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Kills a process with all that it started, and waits until it is dead. */
  public static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // It has been told to die; the thread's own business goes on.
      Thread.currentThread().interrupt();
    }
  }
}

package backbench.run.worker;

import backbench.process.JavaProcess;
import backbench.process.Scratch;
import backbench.spi.LaunchOptions;
import backbench.worker.Worker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Spells the command line and the environment of a worker. */
public final class WorkerCommand {

  /**
   * Prefixes of variables that change how engines of any kind compute, beside those that a plugin
   * declares; a worker gets them from its backend or not at all, so that a run does not depend on
   * the shell that started it.
   */
  private static final List<String> ENGINE_VARIABLES =
      List.of(
          "OMP_",
          "KMP_",
          "GOMP_",
          "MKL_",
          "MKLDNN_",
          "OPENBLAS_",
          "GOTO_",
          "DNNL_",
          "ONEDNN_",
          "MALLOC_",
          "GLIBC_TUNABLES",
          "MXNET_",
          "ATEN_",
          "TORCH_",
          "DJL_",
          // DJL's: the folder of natives is the harness's to choose.
          "ENGINE_CACHE_DIR");

  /** The flags of every worker that are the same for all; a backend's own come after and win. */
  public static final List<String> COMMON_FLAGS =
      List.of(
          "-XX:MaxRAMPercentage=50",
          // An engine's threads may run out of memory where no caller can catch it.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-Dfile.encoding=UTF-8");

  private WorkerCommand() {}

  /** Returns the flags that every worker gets; a backend's own come after them and win. */
  static List<String> jvmFlags(Scratch scratch, LaunchOptions options) {
    List<String> flags = new ArrayList<>(COMMON_FLAGS);
    flags.add("-XX:ErrorFile=" + scratch.crashReport());
    flags.add("-Djava.io.tmpdir=" + scratch.temporary());
    flags.addAll(options.jvmFlags());
    return List.copyOf(flags);
  }

  static List<String> command(
      List<String> jvmFlags, List<Path> workerJars, List<Path> pluginJars, Scratch scratch) {
    List<String> command = new ArrayList<>();
    command.add(JavaProcess.java());
    command.addAll(jvmFlags);
    command.add("-cp");
    command.add(JavaProcess.classpath(workerJars, pluginJars));
    command.add(Worker.class.getName());
    command.add(scratch.job().toString());
    command.add(scratch.events().toString());
    command.add(String.valueOf(ProcessHandle.current().pid()));
    return command;
  }

  /**
   * Turns the harness's environment, in place, into that of a worker.
   *
   * @param declared prefixes of the variables that the plugin's engine reads
   */
  static void adjust(
      Map<String, String> environment, Collection<String> declared, LaunchOptions options) {
    environment
        .keySet()
        .removeIf(
            variable ->
                JavaProcess.VARIABLES.contains(variable)
                    || ENGINE_VARIABLES.stream().anyMatch(variable::startsWith)
                    || declared.stream().anyMatch(variable::startsWith));
    environment.putAll(options.environment());
  }
}

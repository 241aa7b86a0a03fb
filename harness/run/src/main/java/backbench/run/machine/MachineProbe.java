package backbench.run.machine;

import backbench.results.Machine;
import backbench.spi.Platform;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes the fingerprint of the machine that runs a suite. */
public final class MachineProbe {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final List<String> TELLING_FLAGS =
      List.of("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "asimd", "sve");

  private MachineProbe() {}

  /** Takes the fingerprint; what the system does not tell is left out. */
  public static Machine take() {
    return new Machine(
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Platform.current().toString(),
        System.getProperty("java.vm.vendor") + " " + Runtime.version(),
        container().orElse(null),
        details());
  }

  /** Returns the load average of the last minute, where the system has one. */
  public static Optional<Double> load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? Optional.empty() : Optional.of(load);
  }

  /** Returns what engines choose their kernels by: the processor's model and instruction sets. */
  public static String processor() {
    return cpu() + "; " + instructionSets();
  }

  private static String instructionSets() {
    List<String> flags = flags();
    return TELLING_FLAGS.stream().filter(flags::contains).collect(Collectors.joining(" "));
  }

  private static String cpu() {
    return cpuField("model name").orElse(System.getProperty("os.arch", "unknown"));
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static Optional<String> container() {
    if (Files.exists(Path.of("/.dockerenv"))) {
      return Optional.of("docker");
    } else if (Files.exists(Path.of("/run/.containerenv"))) {
      return Optional.of("podman");
    } else if (System.getenv("KUBERNETES_SERVICE_HOST") != null) {
      return Optional.of("kubernetes");
    }
    return flags().contains("hypervisor") ? Optional.of("virtual machine") : Optional.empty();
  }

  private static Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    String telling = instructionSets();
    if (!telling.isEmpty()) {
      details.put("instructionSets", telling);
    }
    put(details, "governor", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    put(details, "l2Cache", "/sys/devices/system/cpu/cpu0/cache/index2/size");
    put(details, "l3Cache", "/sys/devices/system/cpu/cpu0/cache/index3/size");
    put(details, "transparentHugePages", "/sys/kernel/mm/transparent_hugepage/enabled");
    return details;
  }

  private static void put(Map<String, String> details, String name, String file) {
    read(Path.of(file)).map(String::strip).ifPresent(text -> details.put(name, text));
  }

  private static List<String> flags() {
    return cpuField("flags").or(() -> cpuField("Features")).stream()
        .flatMap(text -> Arrays.stream(text.split(" ")))
        .toList();
  }

  private static Optional<String> cpuField(String name) {
    return read(CPUINFO).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      // A fingerprint records what the system tells; a file that it shows but does not give is
      // one thing less.
      return Optional.empty();
    }
  }
}

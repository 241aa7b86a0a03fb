package backbench.run.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out by which GPUs a worker on the device GPU computes. */
public final class GpuProbe {

  private static final Path DRIVER = Path.of("/proc/driver/nvidia");
  private static final String MODEL = "Model:";

  /** By which users choose among the GPUs of a machine; workers inherit them. */
  private static final List<String> CHOICE = List.of("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER");

  private GpuProbe() {}

  /**
   * Returns the models of the GPUs, the version of their driver and the choice among them; nothing
   * where the system does not tell.
   */
  public static Optional<String> gpus() {
    return gpus(DRIVER, System.getenv());
  }

  static Optional<String> gpus(Path driver, Map<String, String> environment) {
    try (Stream<Path> folders = Files.list(driver.resolve("gpus"))) {
      List<String> facts = new ArrayList<>();
      for (Path gpu : folders.sorted().toList()) {
        model(gpu.resolve("information")).ifPresent(facts::add);
      }
      if (facts.isEmpty()) {
        return Optional.empty();
      }
      facts.add(text(driver.resolve("version")).lines().findFirst().orElse("").strip());
      for (String name : CHOICE) {
        if (environment.containsKey(name)) {
          facts.add(name + "=" + environment.get(name));
        }
      }
      return Optional.of(String.join("; ", facts));
    } catch (IOException e) {
      // No such driver, or one that does not let itself be asked.
      return Optional.empty();
    }
  }

  private static Optional<String> model(Path information) throws IOException {
    return text(information)
        .lines()
        .filter(line -> line.startsWith(MODEL))
        .map(line -> line.substring(MODEL.length()).strip())
        .findFirst();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}

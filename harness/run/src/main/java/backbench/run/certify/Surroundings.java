package backbench.run.certify;

import backbench.commons.CanonicalJson;
import backbench.run.machine.GpuProbe;
import backbench.run.machine.MachineProbe;
import backbench.run.worker.WorkerCommand;
import backbench.spi.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds what every certificate depends on beside its own subject.
 *
 * @param code the digest of the code that compares; see {@link CertifyingCode}
 * @param flags what every worker is started with
 * @param java the Java that workers run on, to the last digit, as its compiler makes the kernels
 * @param platform the operating system and the architecture
 * @param processor by which engines choose their kernels
 * @param gpus what computes on the device GPU; empty where the system does not tell
 */
record Surroundings(
    String code,
    List<String> flags,
    String java,
    String platform,
    String processor,
    Optional<String> gpus) {

  /** Returns those of this process and these worker's jars. */
  static Surroundings of(List<Path> workerJars) {
    return new Surroundings(
        CertifyingCode.digest(workerJars),
        WorkerCommand.COMMON_FLAGS,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Platform.current().toString(),
        MachineProbe.processor(),
        GpuProbe.gpus());
  }

  /** Spells what the certificates of every device depend on. */
  CanonicalJson identity() {
    return CanonicalJson.object()
        .with("code", code)
        .with("flags", flags)
        .with("java", java)
        .with("platform", platform)
        .with("processor", processor);
  }
}

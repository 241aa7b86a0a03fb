package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificationTest {

  @TempDir Path folder;

  @Test
  void aCertificateHoldsOnTheProcessorThatItWasMadeOn() throws Exception {
    Workers workers = workers();
    Certification.Subject subject = subject();
    Certification one = new Certification(workers, folder, "harness", "one");
    assertThat(one.make(subject).problem()).isNull();
    assertThat(one.cached(subject)).isPresent();
    assertThat(new Certification(workers, folder, "harness", "another").cached(subject)).isEmpty();
  }

  private Workers workers() throws Exception {
    try (Stream<Path> jars = Files.list(ToyPlugins.workerLibrary(folder.resolve("worker")))) {
      return new Workers(jars.sorted().toList(), folder);
    }
  }

  private Certification.Subject subject() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
    Plugin plugin =
        Plugins.find(folder.resolve("home"), List.of(folder.resolve("plugins")))
            .plugin("good")
            .orElseThrow();
    return new Certification.Subject(
        plugin,
        plugin.digest(),
        ToySuite.linear().graph(),
        ToySuite.recipe(),
        Device.CPU,
        1,
        Tuning.BEST,
        1,
        60);
  }
}

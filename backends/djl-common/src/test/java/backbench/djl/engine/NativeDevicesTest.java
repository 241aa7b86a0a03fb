package backbench.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Device;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeDevicesTest {

  @TempDir Path folder;

  @Test
  void nativesForCudaBringAGpu() throws IOException {
    assertThat(devices("version=2.7.1\nflavor=cu128\nclassifier=linux-x86_64\n"))
        .containsExactlyInAnyOrder(Device.CPU, Device.GPU);
    assertThat(devices("flavor=cu112mkl\n")).contains(Device.GPU);
  }

  @Test
  void nativesForTheProcessorBringNone() throws IOException {
    assertThat(devices("flavor=cpu\n")).containsExactly(Device.CPU);
    assertThat(devices("flavor=mkl\n")).containsExactly(Device.CPU);
    assertThat(devices("version=2.7.1\n")).containsExactly(Device.CPU);
  }

  @Test
  void withoutNativesThereIsNothingButTheProcessor() throws IOException {
    try (URLClassLoader plugin = new URLClassLoader(new URL[0], null)) {
      assertThat(NativeDevices.on(plugin, "pytorch")).containsExactly(Device.CPU);
    }
  }

  private Set<Device> devices(String description) throws IOException {
    Path file = folder.resolve("native/lib/pytorch.properties");
    Files.createDirectories(folder.resolve("native/lib"));
    Files.writeString(file, description);
    try (URLClassLoader plugin = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      return NativeDevices.on(plugin, "pytorch");
    }
  }
}

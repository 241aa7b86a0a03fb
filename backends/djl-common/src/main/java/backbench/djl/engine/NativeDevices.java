package backbench.djl.engine;

import backbench.spi.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;

/** Tells from the natives on a plugin's classpath where its engine can compute; loads none. */
public final class NativeDevices {

  private static final String CUDA = "cu";

  private NativeDevices() {}

  /**
   * Reads how an engine's natives were built.
   *
   * @param plugin loads the plugin's classes
   * @param engine as DJL's jars of natives call it: {@code pytorch}
   * @return the CPU, and a GPU if natives built for CUDA are among them
   */
  public static Set<Device> on(ClassLoader plugin, String engine) {
    try {
      for (URL description :
          Collections.list(plugin.getResources("native/lib/" + engine + ".properties"))) {
        try (InputStream in = description.openStream()) {
          Properties natives = new Properties();
          natives.load(in);
          if (natives.getProperty("flavor", "").startsWith(CUDA)) {
            return Set.of(Device.CPU, Device.GPU);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the natives of " + engine + " cannot be read", e);
    }
    return Set.of(Device.CPU);
  }
}

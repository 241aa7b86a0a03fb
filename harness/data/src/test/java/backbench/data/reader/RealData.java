package backbench.data.reader;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.data.DataSource;
import backbench.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds real data, where it is there. */
final class RealData {

  private RealData() {}

  /** Returns a folder of the data folder, or skips the test where there is none. */
  static Path folder(String name) {
    String root = Objects.requireNonNullElse(System.getProperty("backbench.root"), ".");
    String named =
        System.getProperty(
            "BACKBENCH_DATA",
            Objects.requireNonNullElse(System.getenv("BACKBENCH_DATA"), root + "/../shared/data"));
    Path folder = Path.of(named).toAbsolutePath().normalize().resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        "no folder " + folder + "; name the data folder in BACKBENCH_DATA to run this test");
    return folder;
  }

  /** Names the files of the real MNIST, or skips the test. */
  static DataSource.Idx mnist() {
    Path folder = folder("mnist");
    return new DataSource.Idx(
        folder.resolve("train-images-idx3-ubyte").toString(),
        folder.resolve("train-labels-idx1-ubyte").toString(),
        folder.resolve("t10k-images-idx3-ubyte").toString(),
        folder.resolve("t10k-labels-idx1-ubyte").toString(),
        Shape.image(1, 28, 28),
        10);
  }
}

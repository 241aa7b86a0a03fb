package backbench.cli;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugins;
import backbench.run.Installation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Holds what every command needs that starts backends: where Backbench and the plugins are. */
final class Setup {

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "A folder of plugins, each a folder of jars named by its backend; may be repeated.")
  List<Path> pluginFolders = List.of();

  /** Finds the parts of this installation. */
  static Installation installation() {
    String version = Main.class.getPackage().getImplementationVersion();
    return Installation.in(home(), version == null ? "unpackaged" : version, System.getenv());
  }

  /** Finds the plugins: those built with the project, and those of the folders asked for. */
  Plugins plugins() {
    return Plugins.find(home(), pluginFolders);
  }

  private static Path home() {
    String home = System.getProperty("backbench.home", "");
    if (home.isEmpty()) {
      throw new BackbenchException(
          ErrorCode.IO,
          "the system property backbench.home is not set: start Backbench by its launcher, ./backbench");
    }
    return Path.of(home);
  }
}

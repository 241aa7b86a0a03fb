package backbench.cli.option;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugins;
import backbench.plugins.Providers;
import backbench.process.Patience;
import backbench.run.machine.Installation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Holds the option of every command that starts backends: the folders of plugins. */
public final class Setup {

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "Also use the plugins in this folder: a folder of jars for each, named by its backend; may be repeated.")
  List<Path> pluginFolders = List.of();

  /** Finds the parts of this installation. */
  public static Installation installation() {
    String version = Setup.class.getPackage().getImplementationVersion();
    return Installation.in(home(), version == null ? "unpackaged" : version, System.getenv());
  }

  /** Returns the folders that the option names. */
  public List<Path> pluginFolders() {
    return List.copyOf(pluginFolders);
  }

  /** Finds the plugins: those built with the project, and those in the folders named. */
  public Plugins plugins() {
    return plugins(List.of());
  }

  /**
   * Finds the plugins of some backends; others may be left out.
   *
   * @param wanted the ids; empty means all
   */
  public Plugins plugins(List<String> wanted) {
    Installation installation = installation();
    Providers providers =
        new Providers(
            installation.workerJars(), installation.cache(), Patience.of(System.getenv()));
    return Plugins.find(installation.home(), pluginFolders, providers, wanted);
  }

  private static Path home() {
    String home = System.getProperty("backbench.home", "");
    if (home.isEmpty()) {
      throw new BackbenchException(
          ErrorCode.IO,
          "the system property backbench.home is not set; expected Backbench to be started by its launcher, ./backbench");
    }
    return Path.of(home);
  }
}

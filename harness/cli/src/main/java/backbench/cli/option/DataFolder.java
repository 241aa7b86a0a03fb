package backbench.cli.option;

import backbench.run.machine.Installation;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the option of every command that reads datasets: the folder of their files. */
public final class DataFolder {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data folder, with a folder for each dataset; by default $BACKBENCH_DATA, or data in the cache: $BACKBENCH_CACHE, $XDG_CACHE_HOME/backbench or ~/.cache/backbench.")
  @Nullable Path folder;

  /** Returns the folder that the option names. */
  public Optional<Path> given() {
    return Optional.ofNullable(folder);
  }

  /** Returns the folder to use: the one that the option names, or the default. */
  public Path path() {
    return given().orElseGet(() -> Installation.defaultData(System.getenv()));
  }
}

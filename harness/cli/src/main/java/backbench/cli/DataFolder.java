package backbench.cli;

import backbench.run.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds what every command needs that reads datasets: where their files are. */
final class DataFolder {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder that holds the folders of datasets; by default $BACKBENCH_DATA or ~/.cache/backbench/data.")
  @Nullable Path folder;

  Path path() {
    return folder == null ? Installation.defaultData(System.getenv()) : folder;
  }
}

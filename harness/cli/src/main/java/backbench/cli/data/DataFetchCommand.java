package backbench.cli.data;

import backbench.cli.option.DataFolder;
import backbench.data.download.Downloader;
import backbench.data.download.RemoteFile;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.report.text.Terminal;
import backbench.specs.DatasetSpec;
import backbench.specs.reader.Catalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench data fetch}. */
@Command(
    name = "fetch",
    description = {
      "Downloads the files of datasets into the data folder, and verifies them.",
      "",
      "Prints the licence and the origin first. Skips files that are present and verified. Resumes an interrupted"
          + " download. Uses the proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DataFetchCommand implements Runnable {

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "Names from 'backbench data list', or paths of .yaml files.")
  List<String> names = List.of();

  @Mixin DataFolder data;

  DataFetchCommand() {
    this(Catalog::installed);
  }

  DataFetchCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    Catalog specs = catalog.get();
    // All names are checked first: a typo in the last one costs no download.
    List<DatasetSpec> datasets = names.stream().map(specs::dataset).toList();
    datasets.forEach(this::requireFiles);
    FetchProgress progress =
        new FetchProgress(
            spec.commandLine().getErr(), Terminal.interactive(System.getenv()), System::nanoTime);
    Downloader downloader = Downloader.create(System.getenv(), progress);
    for (DatasetSpec dataset : datasets) {
      Path folder = dataset.folderIn(data.path()).orElseThrow();
      announce(dataset, folder);
      for (RemoteFile file : dataset.files()) {
        fetch(downloader, file, folder);
      }
    }
  }

  private void requireFiles(DatasetSpec dataset) {
    if (dataset.folder().isEmpty()) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "the dataset '%s' is generated and has no files; expected a dataset of files"
              .formatted(dataset.id()));
    }
    if (dataset.files().isEmpty()) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "the dataset '%s' has no known download; expected its files in %s, from: %s"
              .formatted(
                  dataset.id(),
                  data.path().resolve(dataset.folder().get()),
                  dataset.rights().origin()));
    }
  }

  private void announce(DatasetSpec dataset, Path folder) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(dataset.id() + ": " + dataset.title());
    out.println("  licence: " + dataset.rights().licence());
    out.println("  origin:  " + dataset.rights().origin());
    out.println("  into:    " + folder);
    out.flush();
  }

  private static void fetch(Downloader downloader, RemoteFile file, Path folder) {
    try {
      downloader.fetch(file, folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackbenchException(
          ErrorCode.IO, "interrupted; the part of " + file.name() + " that arrived is kept", e);
    }
  }
}

package backbench.cli.data;

import backbench.cli.option.DataFolder;
import backbench.cli.output.ByteCount;
import backbench.cli.output.Columns;
import backbench.cli.output.Columns.Side;
import backbench.data.download.ExpectedFile;
import backbench.data.download.ExpectedFile.State;
import backbench.data.download.RemoteFile;
import backbench.specs.DatasetSpec;
import backbench.specs.SpecKind;
import backbench.specs.reader.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code backbench data list}. */
@Command(
    name = "list",
    description = {
      "Lists the datasets: name, shape, classes, source, files present, licence, title.",
      "Compares only the sizes of files; 'data verify' compares their checksums."
    },
    mixinStandardHelpOptions = true)
final class DataListCommand implements Runnable {

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Mixin DataFolder data;

  DataListCommand() {
    this(Catalog::installed);
  }

  DataListCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    Catalog specs = catalog.get();
    Columns columns =
        new Columns(Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    for (String name : specs.names(SpecKind.DATASET)) {
      DatasetSpec dataset = specs.dataset(name);
      columns.row(
          dataset.id(),
          dataset.shape().toString(),
          dataset.classes() + " classes",
          dataset.source().inWords(),
          presence(dataset),
          dataset.rights().licence(),
          dataset.title());
    }
    columns.print(spec.commandLine().getOut(), "");
    spec.commandLine().getOut().println();
    spec.commandLine().getOut().println("Data folder: " + data.path());
  }

  private String presence(DatasetSpec dataset) {
    if (dataset.folder().isEmpty()) {
      return "present";
    }
    Path folder = data.path().resolve(dataset.folder().get());
    List<ExpectedFile> files =
        dataset.files().stream().flatMap(file -> file.kept().stream()).toList();
    if (files.isEmpty()) {
      return Files.isDirectory(folder)
          ? "present, no known checksum"
          : "missing, no known download";
    }
    long here =
        files.stream()
            .map(file -> file.compareSize(folder))
            .filter(state -> state == State.VERIFIED || state == State.UNPACKED)
            .count();
    if (here == files.size()) {
      return "present, " + ByteCount.of(files.stream().mapToLong(ExpectedFile::bytes).sum());
    }
    String missing = here == 0 ? "missing" : here + " of " + files.size() + " files present";
    return missing
        + ", "
        + ByteCount.of(dataset.files().stream().mapToLong(RemoteFile::bytes).sum())
        + " to fetch";
  }
}

package backbench.cli.data;

import backbench.cli.option.DataFolder;
import backbench.cli.output.ByteCount;
import backbench.cli.output.ExitCode;
import backbench.commons.Printable;
import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.download.ExpectedFile;
import backbench.data.download.ExpectedFile.State;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.specs.DatasetSpec;
import backbench.specs.SpecKind;
import backbench.specs.reader.Catalog;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench data verify}. */
@Command(
    name = "verify",
    description = {
      "Checks each file of the datasets by size and SHA-256; reads all samples of datasets without checksums.",
      "The exit code is 1 if a file is damaged, or missing from a dataset that is named or partly present."
    },
    mixinStandardHelpOptions = true)
final class DataVerifyCommand implements Callable<Integer> {

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "Names from 'backbench data list', or paths of .yaml files; by default all datasets in the data folder.")
  List<String> names = List.of();

  @Mixin DataFolder data;

  DataVerifyCommand() {
    this(Catalog::installed);
  }

  DataVerifyCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    Catalog specs = catalog.get();
    boolean whole = true;
    boolean any = false;
    for (String name : names.isEmpty() ? specs.names(SpecKind.DATASET) : names) {
      DatasetSpec dataset = specs.dataset(name);
      Optional<Path> folder = dataset.folderIn(data.path());
      if (names.isEmpty() && !folder.map(Files::isDirectory).orElse(false)) {
        continue;
      }
      any = true;
      if (folder.isEmpty()) {
        say(dataset.id(), "generated, nothing to verify");
      } else {
        whole &= verify(dataset, folder.get());
      }
    }
    if (!any) {
      spec.commandLine().getOut().println("nothing to verify in " + data.path());
    }
    return whole ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private boolean verify(DatasetSpec dataset, Path folder) {
    boolean whole = true;
    boolean known = !dataset.files().isEmpty();
    List<ExpectedFile> files =
        dataset.files().stream().flatMap(file -> file.kept().stream()).toList();
    for (ExpectedFile file : files) {
      State state = file.compare(folder);
      known &= !file.isUnpackedIn(folder);
      whole &= state == State.VERIFIED || state == State.UNPACKED;
      say(dataset.id() + "/" + file.name(), words(state, file));
    }
    if (known) {
      return whole;
    }
    if (!Files.isDirectory(folder)) {
      say(dataset.id(), "MISSING: no such folder: " + folder);
      return false;
    }
    return opens(dataset) && whole;
  }

  private static String words(State state, ExpectedFile file) {
    return switch (state) {
      case VERIFIED -> "verified, " + ByteCount.of(file.bytes());
      case UNPACKED -> "unpacked, no known checksum";
      case MISSING -> "MISSING";
      case LEADS_OUT -> "DAMAGED: a link out of the folder; expected a file in it";
      case OTHER_SIZE -> "DAMAGED: another size; expected " + file.bytes() + " bytes";
      case OTHER_CONTENT -> "DAMAGED: another SHA-256; expected " + file.sha256();
    };
  }

  /** Reads all samples: an image can be damaged after an intact header. */
  private static void decode(Samples samples) {
    float[] pixels = new float[samples.shape().size()];
    for (int index = 0; index < samples.size(); index++) {
      samples.copyPixels(index, Scaling.IDENTITY, pixels, 0);
    }
  }

  private boolean opens(DatasetSpec dataset) {
    try {
      Dataset opened = dataset.open(dataset.resolve(Optional.of(data.path())));
      decode(opened.train());
      decode(opened.test());
      say(
          dataset.id(),
          String.format(
              Locale.ROOT,
              "readable, %,d + %,d samples",
              opened.train().size(),
              opened.test().size()));
      return true;
    } catch (BackbenchException e) {
      say(dataset.id(), trouble(e) + ": " + e.getMessage());
      return false;
    }
  }

  private static String trouble(BackbenchException e) {
    if (e.code() != ErrorCode.IO) {
      return "DAMAGED";
    }
    return e.getCause() instanceof NoSuchFileException ? "MISSING" : "UNREADABLE";
  }

  private void say(String what, String words) {
    spec.commandLine().getOut().println(Printable.line(what + ": " + words));
  }
}

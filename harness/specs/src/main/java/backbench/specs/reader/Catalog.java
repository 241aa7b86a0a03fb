package backbench.specs.reader;

import backbench.commons.NearestName;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import backbench.specs.ArchitectureSpec;
import backbench.specs.DatasetSpec;
import backbench.specs.Spec;
import backbench.specs.SpecKind;
import backbench.specs.SuiteSpec;
import backbench.specs.yaml.YamlErrors;
import backbench.specs.yaml.YamlFile;
import backbench.specs.yaml.YamlNode;
import backbench.specs.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds specs by name among the installation's own, or by path.
 *
 * <p>A name is that of a file without its ending, after its folder and a slash if it lies in one:
 * {@code mnist}, {@code reported/lenet}. A reference that is no name, and has a slash or the ending
 * {@value YamlFile#ENDING}, is a path.
 */
public final class Catalog {

  /** The system property that names the installation's folder. */
  public static final String HOME_PROPERTY = "backbench.home";

  private static final String PARENT = "..";

  /** Specs lie in the folder of their kind, or in a folder of that. */
  private static final int DEEPEST = 2;

  private final Path specs;

  private Catalog(Path specs) {
    this.specs = specs;
  }

  /** Opens a folder that holds {@code architectures}, {@code datasets} and {@code suites}. */
  public static Catalog of(Path specs) {
    return new Catalog(specs);
  }

  /**
   * Opens the folder {@code specs} of the installation.
   *
   * @throws BackbenchException {@code IO} if the system property {@value #HOME_PROPERTY} is not set
   */
  public static Catalog installed() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home == null) {
      throw new BackbenchException(
          ErrorCode.IO,
          "the system property "
              + HOME_PROPERTY
              + " is not set; expected the installation's folder");
    }
    return of(Path.of(home, "specs"));
  }

  /**
   * Lists the installation's names of a kind, in order.
   *
   * @throws BackbenchException {@code IO} if the folder cannot be read
   */
  public List<String> names(SpecKind kind) {
    Path folder = specs.resolve(kind.folder());
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(file -> file.toString().endsWith(YamlFile.ENDING))
          .map(file -> SpecNames.ofFile(folder, file))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw YamlErrors.at(
          ErrorCode.IO,
          Location.of(folder.toString()),
          "cannot be listed; expected the installation's " + kind.folder(),
          e);
    }
  }

  /**
   * Finds a network by name or path.
   *
   * @throws BackbenchException {@code UNKNOWN_NAME} if there is none; {@code INVALID_SPEC} or
   *     {@code INVALID_GRAPH} if its file is wrong
   */
  public ArchitectureSpec architecture(String reference) {
    return ArchitectureReader.read(file(SpecKind.ARCHITECTURE, reference));
  }

  /** Finds a dataset by name or path; throws as {@link #architecture} does. */
  public DatasetSpec dataset(String reference) {
    return DatasetReader.read(file(SpecKind.DATASET, reference));
  }

  /** Finds a suite by name or path; throws as {@link #architecture} does. */
  public SuiteSpec suite(String reference) {
    return SuiteReader.read(file(SpecKind.SUITE, reference), this);
  }

  /** Finds a spec of a known kind by name or path; throws as {@link #architecture} does. */
  public Spec spec(SpecKind kind, String reference) {
    return read(kind, file(kind, reference));
  }

  /**
   * Reads a spec of a kind that its keys tell.
   *
   * @throws BackbenchException {@code INVALID_SPEC} or {@code INVALID_GRAPH} if it is wrong
   */
  public Spec read(Path file) {
    YamlNode root = YamlFile.read(file);
    if (root instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        switch (entry.key()) {
          case "nodes" -> {
            return read(SpecKind.ARCHITECTURE, file);
          }
          case "networks" -> {
            return read(SpecKind.SUITE, file);
          }
          case "classes" -> {
            return read(SpecKind.DATASET, file);
          }
          default -> {
            // Keys that several kinds share, or none has: the reader of the kind judges them.
          }
        }
      }
    }
    throw YamlErrors.at(
        root.location(),
        "not a spec; expected a network (with the key nodes), a dataset (classes) or a suite (networks)");
  }

  ArchitectureSpec architecture(YamlValue reference, Path suite) {
    return ArchitectureReader.read(file(SpecKind.ARCHITECTURE, reference, suite));
  }

  DatasetSpec dataset(YamlValue reference, Path suite) {
    return DatasetReader.read(file(SpecKind.DATASET, reference, suite));
  }

  private Spec read(SpecKind kind, Path file) {
    return switch (kind) {
      case ARCHITECTURE -> ArchitectureReader.read(file);
      case DATASET -> DatasetReader.read(file);
      case SUITE -> SuiteReader.read(file, this);
    };
  }

  private Path file(SpecKind kind, String reference) {
    Optional<Path> builtIn =
        reference.endsWith(YamlFile.ENDING) ? Optional.empty() : builtIn(kind, reference);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    if (!SpecNames.isPath(reference)) {
      throw new BackbenchException(ErrorCode.UNKNOWN_NAME, unknown(kind, reference));
    }
    try {
      return Path.of(reference);
    } catch (InvalidPathException e) {
      throw new BackbenchException(
          ErrorCode.UNKNOWN_NAME,
          "'" + reference + "' is not a path; expected the path of a spec",
          e);
    }
  }

  /** Finds what a suite names: one of the installation's, or a file in the suite's own folder. */
  private Path file(SpecKind kind, YamlValue reference, Path suite) {
    String text = reference.text();
    if (SpecNames.isPath(text)) {
      return inFolderOf(suite, reference);
    }
    return builtIn(kind, text)
        .orElseThrow(
            () ->
                YamlErrors.at(
                    ErrorCode.UNKNOWN_NAME, reference.location(), unknown(kind, text), null));
  }

  private Optional<Path> builtIn(SpecKind kind, String name) {
    return names(kind).contains(name)
        ? Optional.of(specs.resolve(kind.folder()).resolve(name + YamlFile.ENDING))
        : Optional.empty();
  }

  private String unknown(SpecKind kind, String name) {
    List<String> known = names(kind);
    return "no %s is called '%s'; known: %s%s"
        .formatted(
            kind.noun(),
            name,
            known.isEmpty() ? "none" : String.join(", ", known),
            NearestName.suggestion(name, known, ""));
  }

  private static Path inFolderOf(Path suite, YamlValue reference) {
    Path folder = Optional.ofNullable(suite.toAbsolutePath().getParent()).orElse(suite);
    try {
      Path relative = Path.of(reference.text());
      boolean climbs = relative.isAbsolute();
      for (Path part : relative) {
        climbs |= part.toString().equals(PARENT);
      }
      Path file = folder.resolve(relative);
      if (climbs) {
        throw leaves(reference);
      }
      if (!Files.isRegularFile(file)) {
        throw reference.expected("a name, or an existing file in the folder of the suite");
      }
      // A link may lead out too.
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw leaves(reference);
      }
      return file;
    } catch (InvalidPathException | IOException e) {
      throw YamlErrors.at(
          ErrorCode.INVALID_SPEC,
          reference.location(),
          "'" + reference.text() + "' cannot be opened; expected a file in the folder of the suite",
          e);
    }
  }

  private static BackbenchException leaves(YamlValue reference) {
    return reference.expected("a path inside the folder of the suite");
  }
}

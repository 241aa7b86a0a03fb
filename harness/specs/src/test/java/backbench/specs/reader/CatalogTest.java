package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import backbench.data.DataSource;
import backbench.data.download.ExpectedFile;
import backbench.data.download.RemoteFile;
import backbench.data.drawing.Drawing;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.specs.ArchitectureSpec;
import backbench.specs.DatasetSpec;
import backbench.specs.SpecKind;
import backbench.specs.SuiteSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

  @TempDir Path folder;

  @Test
  void aSpecIsFoundByNameAndByPath() {
    Catalog catalog = Specs.install(folder);

    assertThat(catalog.architecture("tiny").digest())
        .isEqualTo(
            catalog.architecture(folder.resolve("architectures/tiny.yaml").toString()).digest());
  }

  @Test
  void aSpecInAFolderHasTheFolderInItsName() throws IOException {
    Catalog catalog = Specs.install(folder);
    Path suites = folder.resolve("suites");
    Files.createDirectory(suites.resolve("reported"));
    Files.copy(suites.resolve("tiny.yaml"), suites.resolve("reported/tiny.yaml"));

    assertThat(catalog.names(SpecKind.SUITE)).containsExactly("reported/tiny", "tiny");
    assertThat(catalog.suite("reported/tiny").id()).isEqualTo("tiny");
    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> catalog.suite("reportd"))
        .withMessageContaining("known: reported/tiny, tiny");
  }

  @Test
  void theKindOfAFileIsToldByItsKeys() {
    Catalog catalog = Specs.install(folder);

    assertThat(catalog.read(folder.resolve("architectures/tiny.yaml")))
        .isInstanceOf(ArchitectureSpec.class);
    assertThat(catalog.read(folder.resolve("datasets/tiny.yaml"))).isInstanceOf(DatasetSpec.class);
    assertThat(catalog.read(folder.resolve("suites/tiny.yaml"))).isInstanceOf(SuiteSpec.class);
  }

  @Test
  void aFileOfNoKindIsRefused() {
    Path file = Specs.write(folder.resolve("what.yaml"), "id: what\n");

    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> Catalog.of(folder).read(file))
        .withMessage(
            file
                + ":1:1: not a spec; expected a network (with the key nodes), a dataset (classes) or a suite"
                + " (networks)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SPEC));
  }

  @Test
  void anUnknownNameListsTheKnownOnesAndTheNearest() {
    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> Specs.install(folder).architecture("tiyn"))
        .withMessage("no network is called 'tiyn'; known: tiny; did you mean 'tiny'?")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
  }

  @Test
  void aNameThatClimbsOutOfTheFolderIsAPathAndNotAName() {
    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> Specs.install(folder).architecture("../tiny"))
        .satisfies(e -> assertThat(e.code().kind()).isEqualTo(ErrorCode.INVALID_SPEC.kind()));
  }

  @Test
  void anInstallationWithoutSpecsIsTheMachinesFault() {
    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> Catalog.of(folder.resolve("none")).suite("quick"))
        .withMessage(
            folder.resolve("none/suites")
                + ": cannot be listed; expected the installation's suites")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
  }

  @Test
  void drawnDigitsNeedNoFolder() {
    assertThat(Specs.install(folder).dataset("tiny").resolve(Optional.empty()))
        .isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 1, 100, 20));
  }

  @Test
  void aDatasetOfFilesIsFoundInTheDataFolder() {
    Path data = Path.of("data");

    assertThat(Catalog.of(Specs.SHIPPED).dataset("mnist").resolve(Optional.of(data)))
        .isEqualTo(
            new DataSource.Idx(
                data.resolve("mnist/train-images-idx3-ubyte").toString(),
                data.resolve("mnist/train-labels-idx1-ubyte").toString(),
                data.resolve("mnist/t10k-images-idx3-ubyte").toString(),
                data.resolve("mnist/t10k-labels-idx1-ubyte").toString(),
                Shape.image(1, 28, 28),
                10));
  }

  @Test
  void aDatasetOfFilesWithoutADataFolderIsRefused() {
    DatasetSpec mnist = Catalog.of(Specs.SHIPPED).dataset("mnist");

    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> mnist.resolve(Optional.empty()))
        .withMessage(
            "the dataset 'mnist' needs files; expected --data FOLDER, the folder that holds 'mnist'")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void whatLiesInFilesSaysWhere() {
    Catalog shipped = Catalog.of(Specs.SHIPPED);

    assertThat(shipped.dataset("digits").folder()).isEmpty();
    assertThat(shipped.dataset("caltech101-45").folder()).contains("caltech101");
    assertThat(shipped.dataset("cluttered-mnist").folder()).contains("mnist");
  }

  @Test
  void aFolderThatLinksOutOfTheDataFolderIsRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(data.resolve("mnist"), outside);
    DatasetSpec mnist = Catalog.of(Specs.SHIPPED).dataset("mnist");

    assertThatExceptionOfType(BackbenchException.class)
        .isThrownBy(() -> mnist.resolve(Optional.of(data)))
        .withMessage(
            "%s: a link to %s; expected a folder inside %s"
                .formatted(data.resolve("mnist"), outside.toRealPath(), data))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
  }

  @Test
  void aFolderThatLinksToAnotherInsideTheDataFolderIsFound() throws IOException {
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("mnist"), folder.resolve("elsewhere"));
    DatasetSpec mnist = Catalog.of(Specs.SHIPPED).dataset("mnist");

    assertThat(mnist.resolve(Optional.of(folder))).isInstanceOf(DataSource.Idx.class);
  }

  @Test
  void whatADatasetIsDoesNotDependOnWhereItComesFromOrWhatItsClassesAreCalled() {
    Path shipped = Specs.SHIPPED.resolve("datasets/fashion-mnist.yaml");
    String text = read(shipped);
    String bare =
        text.substring(0, text.indexOf("files:")).replaceAll("(?m)^class_names: .*\n", "");
    Path copy = Specs.write(folder.resolve("fashion-mnist.yaml"), bare);
    Catalog catalog = Catalog.of(Specs.SHIPPED);

    DatasetSpec whole = catalog.dataset(shipped.toString());
    DatasetSpec stripped = catalog.dataset(copy.toString());

    assertThat(whole.files()).hasSize(4);
    assertThat(whole.classNames()).hasSize(10);
    assertThat(stripped.files()).isEmpty();
    assertThat(stripped.classNames()).isEmpty();
    assertThat(stripped.digest()).isEqualTo(whole.digest());
  }

  @Test
  void anArchiveIsReadWithItsMembers() {
    Path file =
        Specs.write(
            folder.resolve("tiny.yaml"),
            Specs.DATASET.replace(
                    "source: {digits: {seed: 1, train: 100, test: 20}}",
                    "source: {idx: {folder: x, train_images: a, train_labels: b, test_images: c, test_labels: d}}")
                + """
                files:
                  - name: all.tar.gz
                    bytes: 1000
                    urls: ["https://example.org/all.tar.gz"]
                    unpack:
                      - {name: a, member: all/a, bytes: 10, sha256: %s}
                """
                    .formatted("ab".repeat(32)));

    assertThat(Catalog.of(folder).dataset(file.toString()).files())
        .containsExactly(
            new RemoteFile(
                "all.tar.gz",
                1000,
                Optional.empty(),
                List.of(URI.create("https://example.org/all.tar.gz")),
                List.of(
                    new RemoteFile.Member("all/a", new ExpectedFile("a", 10, "ab".repeat(32))))));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

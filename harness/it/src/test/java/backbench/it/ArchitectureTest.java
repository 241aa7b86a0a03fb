package backbench.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the rooms: they point down only. */
class ArchitectureTest {

  private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(moduleOutputs());

  /** Finds the main classes of every module, so that a new backend cannot be left out. */
  private static List<Path> moduleOutputs() {
    Path root = Path.of(System.getProperty("backbench.root"));
    try (Stream<Path> rooms = Files.list(root.resolve("harness"));
        Stream<Path> backends = Files.list(root.resolve("backends"))) {
      return Stream.concat(rooms, backends)
          .map(room -> room.resolve("target/classes"))
          .filter(Files::isDirectory)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theRulesSeeEveryRoom() {
    for (String room :
        new String[] {
          "backbench.spi.Backend",
          "backbench.data.reader.Datasets",
          "backbench.certificate.Certifier",
          "backbench.worker.Worker",
          "backbench.core.run.Runner",
          "backbench.cli.Main",
          "backbench.vector.VectorProvider",
          "backbench.djl.mxnet.MxNetProvider",
          "backbench.djl.pytorch.PyTorchProvider",
          "backbench.dl4j.Dl4jProvider"
        }) {
      assertThat(CLASSES.contain(room)).as(room).isTrue();
    }
  }

  @Test
  void roomsDependOnTheRoomsBelowThemOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("contract")
        .definedBy(
            "backbench.spi..", "backbench.graph..", "backbench.error..", "backbench.random..")
        .layer("data")
        .definedBy("backbench.data..")
        .layer("tck")
        .definedBy("backbench.oracle..", "backbench.certificate..", "backbench.tck..")
        .layer("worker")
        .definedBy("backbench.worker..")
        .layer("core")
        .definedBy("backbench.core..")
        .layer("cli")
        .definedBy("backbench.cli..")
        .layer("backends")
        .definedBy("backbench.vector..", "backbench.djl..", "backbench.dl4j..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("backends")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("backends")
        .mayOnlyAccessLayers("contract")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers("core")
        .whereLayer("tck")
        .mayOnlyAccessLayers("contract")
        .whereLayer("data")
        .mayOnlyAccessLayers("contract")
        .whereLayer("worker")
        .mayOnlyAccessLayers("contract", "data", "tck")
        .whereLayer("contract")
        .mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void theContractNeedsNothingButTheJdkAndNullnessAnnotations() {
    classes()
        .that()
        .resideInAnyPackage(
            "backbench.spi..", "backbench.graph..", "backbench.error..", "backbench.random..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "backbench.spi..",
            "backbench.graph..",
            "backbench.error..",
            "backbench.random..")
        .check(CLASSES);
  }

  @Test
  void theGraphKnowsNeitherBackendsNorTensors() {
    noClasses()
        .that()
        .resideInAPackage("backbench.graph..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("backbench.spi..")
        .check(CLASSES);
  }

  @Test
  void theWorkerAndTheCertificateBringNoLibraryThatAPluginCouldMeet() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "backbench.worker..",
            "backbench.data..",
            "backbench.oracle..",
            "backbench.certificate..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "org.junit..", "org.slf4j..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void theOracleSharesNoCodeWithAnyBackend() {
    noClasses()
        .that()
        .resideInAnyPackage("backbench.oracle..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("backbench.vector..", "backbench.djl..", "backbench.dl4j..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("backbench.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}

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
import java.nio.file.attribute.FileAttribute;
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
          "backbench.commons.AtomicFile",
          "backbench.data.reader.Datasets",
          "backbench.oracle.OracleModel",
          "backbench.certificate.Certifier",
          "backbench.tck.BackendTck",
          "backbench.plausibility.LeastWork",
          "backbench.worker.Worker",
          "backbench.results.RunResult",
          "backbench.specs.reader.Catalog",
          "backbench.stats.Ranking",
          "backbench.analysis.RunAnalyzer",
          "backbench.report.Report",
          "backbench.run.Runner",
          "backbench.plugins.Plugins",
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
        .layer("commons")
        .definedBy("backbench.commons..")
        .layer("data")
        .definedBy("backbench.data..")
        .layer("oracle")
        .definedBy("backbench.oracle..", "backbench.certificate..")
        .layer("tck")
        .definedBy("backbench.tck..")
        .layer("plausibility")
        .definedBy("backbench.plausibility..")
        .layer("worker")
        .definedBy("backbench.worker..")
        .layer("results")
        .definedBy("backbench.results..")
        .layer("specs")
        .definedBy("backbench.specs..")
        .layer("stats")
        .definedBy("backbench.stats..")
        .layer("analysis")
        .definedBy("backbench.analysis..")
        .layer("report")
        .definedBy("backbench.report..")
        .layer("run")
        .definedBy("backbench.run..", "backbench.plugins..", "backbench.process..")
        .layer("cli")
        .definedBy("backbench.cli..")
        .layer("backends")
        .definedBy("backbench.vector..", "backbench.djl..", "backbench.dl4j..")
        .whereLayer("commons")
        .mayOnlyAccessLayers("contract")
        .whereLayer("data")
        .mayOnlyAccessLayers("contract", "commons")
        .whereLayer("oracle")
        .mayOnlyAccessLayers("contract", "commons")
        .whereLayer("tck")
        .mayOnlyAccessLayers("contract", "oracle")
        .whereLayer("plausibility")
        .mayOnlyAccessLayers("contract")
        .whereLayer("worker")
        .mayOnlyAccessLayers("contract", "commons", "data", "oracle", "plausibility")
        .whereLayer("results")
        .mayOnlyAccessLayers("contract", "commons", "plausibility")
        .whereLayer("specs")
        .mayOnlyAccessLayers("contract", "commons", "data", "results")
        .whereLayer("stats")
        .mayOnlyAccessLayers("contract")
        .whereLayer("analysis")
        .mayOnlyAccessLayers("contract", "commons", "results", "stats")
        .whereLayer("report")
        .mayOnlyAccessLayers("contract", "commons", "plausibility", "results", "stats", "analysis")
        .whereLayer("run")
        .mayOnlyAccessLayers(
            "contract", "commons", "data", "oracle", "plausibility", "worker", "specs", "results")
        .whereLayer("backends")
        .mayOnlyAccessLayers("contract")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("backends")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("tck")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("contract")
        .mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void nothingButTheAnalysisEstimates() {
    noClasses()
        .that()
        .resideOutsideOfPackages("backbench.analysis..", "backbench.stats..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "backbench\\.stats\\.(HierarchicalBootstrap|PairedDifference|Ranking|StepTimes)(\\$.*)?")
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
            "backbench.plausibility..",
            "backbench.data..",
            "backbench.oracle..",
            "backbench.certificate..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..", "org.junit..", "org.slf4j..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void noPluginIsLoadedButByWorkersAndInquiries() {
    noClasses()
        .that()
        .resideInAPackage("backbench..")
        .and()
        .resideOutsideOfPackages(
            "backbench.spi..",
            "backbench.worker",
            "backbench.tck..",
            "backbench.fixtures..",
            "backbench.vector..",
            "backbench.djl..",
            "backbench.dl4j..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "backbench\\.spi\\.BackendProvider|java\\.util\\.ServiceLoader.*|java\\.net\\.URLClassLoader")
        .check(CLASSES);
  }

  @Test
  void nothingMakesFoldersInAWayThatRefusesLinks() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("backbench.commons.Folders")
        .should()
        .callMethod(Files.class, "createDirectories", Path.class, FileAttribute[].class)
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

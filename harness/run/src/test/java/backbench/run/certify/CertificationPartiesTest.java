package backbench.run.certify;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plugins.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which certificates are made by one worker. */
class CertificationPartiesTest {

  private static final Surroundings HERE =
      new Surroundings("code", List.of(), "java", "platform", "processor", Optional.empty());

  @TempDir Path folder;

  private final FakeWorkers workers = new FakeWorkers();
  private final List<Integer> begun = new ArrayList<>();
  private Plugin plugin;

  @BeforeEach
  void install() throws Exception {
    plugin = FakeWorkers.plugin(folder, "good");
  }

  private Map<Integer, Proof> make(Subject... subjects) throws Exception {
    Map<Integer, Proof> proofs = new TreeMap<>();
    new Certification(workers, folder.resolve("cache"), HERE, warning -> {}, false)
        .make(List.of(subjects), begun::add, proofs::put);
    return proofs;
  }

  private Subject subject(String network, int inputs, int threads) {
    return FakeWorkers.subject(plugin, network, inputs, threads);
  }

  @Test
  void oneWorkerCertifiesOneConfigurationOnAllItsNetworks() throws Exception {
    Map<Integer, Proof> proofs =
        make(subject("a", 3, 1), subject("b", 3, 2), subject("c", 4, 1), subject("d", 4, 2));
    assertThat(workers.started).containsExactly(List.of("a", "c"), List.of("b", "d"));
    assertThat(begun).containsExactly(0, 2, 1, 3);
    assertThat(proofs).containsOnlyKeys(0, 1, 2, 3);
    assertThat(proofs.values()).allMatch(proof -> proof.certificate().passed());
  }

  @Test
  void whatNeedsTheSameCertificateIsExaminedOnce() throws Exception {
    Map<Integer, Proof> proofs = make(subject("a", 3, 1), subject("b", 4, 1), subject("c", 3, 1));
    assertThat(workers.started).containsExactly(List.of("a", "b"));
    assertThat(proofs).containsOnlyKeys(0, 1, 2);
    assertThat(proofs.get(2)).isEqualTo(proofs.get(0));
  }

  @Test
  void whatIsSharedCountsOnceWhereWorkIsDividedAndInTheTimeThatItTook() throws Exception {
    Map<Integer, Proof> proofs = new TreeMap<>();
    new Certification(workers, folder.resolve("cache"), HERE, warning -> {}, true)
        .make(
            List.of(subject("a", 1_500_000, 1), subject("a", 1_500_000, 1)),
            begun::add,
            proofs::put);
    assertThat(workers.started).containsExactly(List.of("a"));
    assertThat(proofs.get(0).powerSeconds()).isEqualTo(2);
    assertThat(proofs.get(1)).isEqualTo(proofs.get(0).shared());
    assertThat(proofs.get(1).powerSeconds()).isZero();
  }

  @Test
  void oneWorkerTakesOnNoMoreThanSixteenMillionParameters() throws Exception {
    make(
        subject("a", 799_000, 1),
        subject("b", 800_000, 1),
        subject("c", 1_000, 1),
        subject("d", 1_700_000, 1),
        subject("e", 2, 1));
    assertThat(workers.started)
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"), List.of("e"));
  }

  @Test
  void nothingToDoStartsNoWorker() throws Exception {
    assertThat(make()).isEmpty();
    assertThat(workers.started).isEmpty();
  }

  @Test
  void eachCertificateOfAWorkerIsKeptByItself() throws Exception {
    make(subject("a", 3, 1), subject("b", 4, 1));
    Certification later =
        new Certification(workers, folder.resolve("cache"), HERE, warning -> {}, false);
    assertThat(later.cached(subject("a", 3, 1))).isPresent();
    assertThat(later.cached(subject("b", 4, 1))).isPresent();
    assertThat(later.cached(subject("b", 5, 1))).isEmpty();
  }
}

package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.tck.reference.CertificateDefects;
import backbench.tck.reference.Defect;
import backbench.tck.reference.ReferenceProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds certificates to what they must see on networks like those that ship. */
class PowerTest {

  private static final Optimizer ADAM = new Optimizer.Adam(1e-3);

  @TempDir Path scratch;

  @Test
  void aLocalResponseNormWithoutItsAlphaFails() {
    assertFails(
        TestNetworks.normalisedLocally(),
        CertificateDefects.channelNorm(
            lrn -> new Layer.LocalResponseNorm(lrn.size(), lrn.k(), 0, lrn.beta())));
    assertFails(
        TestNetworks.normalisedLocally(),
        CertificateDefects.channelNorm(
            lrn ->
                new Layer.LocalResponseNorm(
                    lrn.size(), lrn.k(), lrn.alpha() / lrn.size(), lrn.beta())));
  }

  @Test
  void aClippedRectifierFails() {
    assertFails(TestNetworks.deep(), CertificateDefects.clipped());
    assertFails(TestNetworks.deepWithBatchNorm(), CertificateDefects.clipped());
  }

  @Test
  void inputsOfHalfPrecisionFail() {
    for (int bits : new int[] {7, 10}) {
      assertFails(TestNetworks.deep(), CertificateDefects.inputs(bits));
      assertFails(TestNetworks.deepWithBatchNorm(), CertificateDefects.inputs(bits));
    }
  }

  @Test
  void anotherEpsilonOfAdamFails() {
    assertFails(
        TestNetworks.deep(),
        CertificateDefects.optimizer(new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8)));
  }

  @Test
  void anotherDecayOfAdamFails() {
    assertFails(
        TestNetworks.deep(),
        CertificateDefects.optimizer(new Optimizer.Adam(1e-3, 0.9, 0.9989, 1e-7)));
  }

  @Test
  void oneGradientOffByAPercentFails() {
    assertFails(TestNetworks.deepWithBatchNorm(), CertificateDefects.oneGradient(1.01));
  }

  @Test
  void powerSaysWhatIsSeenAndWhatIsNot() {
    Power power = certified(TestNetworks.normalisedLocally(), Defect.NONE).power();
    assertThat(power.seen())
        .containsEntry("lrn: alpha over n", true)
        .containsEntry("lrn: alpha 0", true)
        .containsEntry("lrn: k off by 1%", true)
        .containsEntry("lrn: beta off by 1%", true)
        .containsEntry("lrn: n larger by 2", true)
        .containsEntry("relu: clipped at 6", true)
        .containsEntry("inputs of 7 bits", true)
        .containsEntry("inputs of 10 bits", true)
        .containsEntry("adam: a tenth of epsilon", true)
        .containsEntry("adam: 1 - beta2 off by 10%", true)
        .doesNotContainKey("batch_norm: another epsilon");
    assertThat(power.unseen()).doesNotContain("lrn: alpha 0");
  }

  @Test
  void powerDependsOnNoBackend() {
    ResolvedGraph graph = TestNetworks.perceptronWithBatchNorm();
    assertThat(certified(graph, CertificateDefects.clipped()).power())
        .isEqualTo(certified(graph, Defect.NONE).power());
  }

  private void assertFails(ResolvedGraph graph, Defect defect) {
    Certificate certificate = certified(graph, defect).certificate();
    assertThat(certificate.passed()).as("%s", certificate).isFalse();
    assertThat(certificate.inconclusive()).isFalse();
  }

  private Certifier.Certified certified(ResolvedGraph graph, Defect defect) {
    ReferenceProvider provider = new ReferenceProvider(defect);
    CertificationRecipe recipe = CertificationRecipe.of(new TrainingSpec(ADAM));
    try (Backend backend = provider.open(BackendConfig.cpu(1, 1, scratch))) {
      return Certifier.certify(provider.info(), backend, graph, recipe, Optional.empty());
    }
  }
}

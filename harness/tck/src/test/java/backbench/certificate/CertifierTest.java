package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.commons.Identity;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Deviation;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.tck.engine.FloatEngine;
import backbench.tck.reference.CertificateDefects;
import backbench.tck.reference.Defect;
import backbench.tck.reference.Mutant;
import backbench.tck.reference.ReferenceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CertifierTest {

  private static final Padding SAME = new Padding.Same();
  private static final Window POOL = Window.square(2, 2, new Padding.Valid());
  private static final CertificationRecipe ADAM =
      CertificationRecipe.of(new TrainingSpec(new Optimizer.Adam(1e-3)));

  @TempDir Path scratch;

  @Test
  void aCorrectBackendPassesEveryRuleOnTheLargestMnistNetwork() {
    ResolvedGraph graph =
        chain(
            Shape.image(1, 28, 28),
            new Layer.Conv2d(32, Window.square(4, 1, SAME), true),
            new Layer.Relu(),
            new Layer.MaxPool2d(POOL),
            new Layer.Conv2d(64, Window.square(4, 1, SAME), true),
            new Layer.Relu(),
            new Layer.MaxPool2d(POOL),
            new Layer.Flatten(),
            new Layer.Dense(1024),
            new Layer.Relu(),
            new Layer.Dense(10));
    CertificationRecipe recipe =
        ADAM.withInitial(
            Map.of(
                ParameterRole.WEIGHT, new Initializer.Normal(0.1),
                ParameterRole.BIAS, new Initializer.Normal(0.1)));
    Certificate certificate = certify(Defect.NONE, graph, recipe);
    assertThat(certificate.passed()).as("%s", certificate).isTrue();
    assertThat(certificate.worst().orElseThrow().usedTolerance()).isLessThan(0.5);
  }

  @TestFactory
  Stream<DynamicTest> eachRuleCatchesItsDefect() {
    return CertificateDefects.all().stream()
        .map(
            mutant ->
                DynamicTest.dynamicTest(
                    mutant.rule() + " catches: " + mutant.name(), () -> assertCaught(mutant)));
  }

  private void assertCaught(Mutant mutant) {
    Certificate certificate = certify(mutant.defect().get(), small(), ADAM);
    assertThat(failed(certificate)).contains(mutant.rule());
    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.rules())
        .allSatisfy(rule -> assertThat(rule.worstRelativeError()).isFinite());
  }

  @Test
  void aBackendThatThrowsFailsTheRulesThatNeedItAndNoOthers() {
    Certificate certificate = certify(CertificateDefects.throwing(), small(), ADAM);
    assertThat(failed(certificate)).containsExactly("N2", "N3", "N4", "N5", "N6", "N7", "N8");
    assertThat(certificate.rules().get(2).detail()).contains("the engine gave up");
  }

  @Test
  void aDeclaredDeviationWidensItsRuleAndIsListed() {
    Deviation deviation =
        new Deviation(
            LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.01, "follows the unbiased one");
    Certificate certificate =
        certify(CertificateDefects.unbiased(List.of(deviation)), small(), ADAM);
    assertThat(certificate.passed()).as("%s", certificate).isTrue();
    assertThat(certificate.deviations())
        .containsExactly(
            "batch_norm moving_variance: follows the unbiased one (by up to 0.000105)");
    assertThat(failed(certify(CertificateDefects.unbiased(List.of()), small(), ADAM)))
        .containsExactly("N5");
  }

  @Test
  void aDeviationOfAnotherRoleWidensNothing() {
    Deviation deviation =
        new Deviation(LayerKind.BATCH_NORM, ParameterRole.MOVING_MEAN, 0.05, "something else");
    assertThat(failed(certify(CertificateDefects.unbiased(List.of(deviation)), small(), ADAM)))
        .containsExactly("N5");
  }

  @Test
  void theBoundOfADeclaredMovingVarianceFollowsFromTheNetwork() {
    Deviation declared =
        new Deviation(
            LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 1e-3, "follows the unbiased one");
    ResolvedGraph few =
        chain(
            Shape.vector(6),
            new Layer.Dense(5),
            new Layer.BatchNorm(1e-3, 0.5),
            new Layer.Dense(3));
    // Of 16 values a channel, half of the variance over 15: ten times what was declared.
    assertThat(certify(CertificateDefects.unbiased(List.of(declared)), few, ADAM).passed())
        .isTrue();

    Deviation wide =
        new Deviation(
            LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.05, "follows something");
    assertThat(failed(certify(CertificateDefects.forgetful(List.of(wide)), small(), ADAM)))
        .containsExactly("N5");
  }

  @Test
  void whatABackendRefusesIsNoFailureOfAnyRule() {
    BackbenchException refusal =
        catchThrowableOfType(
            BackbenchException.class, () -> certify(CertificateDefects.refusing(), small(), ADAM));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_OPTIMIZER);
  }

  @Test
  void theErrorOfGradientsIsNotTheNoiseOfABiasBeforeABatchNorm() {
    for (ResolvedGraph graph :
        List.of(TestNetworks.leNetWithBatchNorm(), TestNetworks.perceptronWithBatchNorm())) {
      RuleResult gradients = certify(FloatEngine.DIRECT.asDefect(), graph, ADAM).rules().get(2);
      assertThat(gradients.passed()).isTrue();
      assertThat(gradients.worstRelativeError()).as("%s", gradients).isLessThan(1e-4);
    }
  }

  @Test
  void theSameRequestGivesTheSameCertificate() {
    assertThat(certify(Defect.NONE, small(), ADAM)).isEqualTo(certify(Defect.NONE, small(), ADAM));
  }

  @Test
  void certificatesNameTheNetworkAsItIsTrained() {
    ResolvedGraph graph =
        chain(Shape.vector(6), new Layer.Dense(5), new Layer.Dropout(0.5), new Layer.Dense(3));
    Certificate certificate = certify(Defect.NONE, graph, ADAM);
    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.graphDigest()).isEqualTo(Identity.digest(graph));
  }

  @Test
  void toleranceGrowsWithTheReductionLength() {
    assertThat(gradientTolerance(4000)).isGreaterThan(4 * gradientTolerance(40));
  }

  @Test
  void onTheDrawThatWasChosenBeforeTheCertificateIsTheSame() {
    Certifier.Certified first = certified(Defect.NONE, Optional.empty());
    assertSame(certified(Defect.NONE, Optional.of(first.draw())), first);
  }

  @Test
  void aDrawThatIsNotWhatItIsSaidToBeIsChosenAnew() {
    Certifier.Certified first = certified(Defect.NONE, Optional.empty());
    int tipped = first.draw().tippedBranches();
    for (Draw wrong :
        List.of(
            new Draw(first.draw().number(), tipped + 1),
            new Draw(3, 100_000),
            new Draw(4, tipped),
            new Draw(Integer.MAX_VALUE, 0))) {
      assertSame(certified(Defect.NONE, Optional.of(wrong)), first);
    }
  }

  @Test
  void noDrawThatIsNamedLetsADefectPass() {
    for (Mutant mutant : CertificateDefects.all()) {
      for (int draw = 0; draw < 4; draw++) {
        Certifier.Certified certified =
            certified(mutant.defect().get(), Optional.of(new Draw(draw, 0)));
        assertThat(failed(certified.certificate()))
            .as("%s on draw %d", mutant.name(), draw)
            .contains(mutant.rule());
      }
    }
  }

  private static void assertSame(Certifier.Certified one, Certifier.Certified other) {
    assertThat(one.certificate()).isEqualTo(other.certificate());
    assertThat(one.draw()).isEqualTo(other.draw());
  }

  private Certifier.Certified certified(Defect defect, Optional<Draw> known) {
    ReferenceProvider provider = new ReferenceProvider(defect);
    try (Backend backend = provider.open(BackendConfig.cpu(1, 1, scratch))) {
      return Certifier.certify(provider.info(), backend, small(), ADAM, known);
    }
  }

  private double gradientTolerance(int features) {
    ResolvedGraph graph = chain(Shape.vector(features), new Layer.Dense(3));
    return certify(Defect.NONE, graph, ADAM).rules().get(0).tolerance();
  }

  private static List<String> failed(Certificate certificate) {
    return certificate.rules().stream()
        .filter(rule -> !rule.passed())
        .map(RuleResult::rule)
        .toList();
  }

  private Certificate certify(Defect defect, ResolvedGraph graph, CertificationRecipe recipe) {
    ReferenceProvider provider = new ReferenceProvider(defect);
    BackendInfo info = provider.info();
    try (Backend backend = provider.open(BackendConfig.cpu(1, 1, scratch))) {
      return Certifier.certify(info, backend, graph, recipe);
    }
  }

  private static ResolvedGraph small() {
    return chain(
        Shape.image(2, 8, 6),
        new Layer.Conv2d(4, Window.square(4, 1, SAME), true),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.MaxPool2d(POOL),
        new Layer.Flatten(),
        new Layer.Dense(5));
  }

  private static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String node = "n" + nodes.size();
      nodes.add(new Node(node, layer, List.of(last)));
      last = node;
    }
    return new Graph("chain", input, nodes, last).resolve();
  }
}

package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import backbench.certificate.bound.UpdateBound;
import backbench.certificate.exercise.Exercise;
import backbench.graph.Initializer;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fails when the contract gains a kind of something that the certificate tells apart by type. */
class ContractKindsTest {

  private static final List<Optimizer> OPTIMIZERS =
      List.of(new Optimizer.Sgd(0.1), new Optimizer.Adam(0.1), new Optimizer.RmsProp(0.1));

  private static final List<Initializer> CONSTANT =
      List.of(
          new Initializer.Zeros(), new Initializer.Ones(), new Initializer.Values(List.of(1.0)));

  private static final List<Initializer> DRAWN =
      List.of(
          new Initializer.Normal(1), new Initializer.GlorotUniform(), new Initializer.HeNormal());

  /** Lists the records of a sealed type, those of its sealed parts included. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ContractKindsTest::kinds)
        : Stream.of(type);
  }

  private static List<Class<?>> classes(Stream<?> values) {
    return values.<Class<?>>map(Object::getClass).toList();
  }

  @Test
  void everyOptimizerHasAReferenceAndABound() {
    assertThat(classes(OPTIMIZERS.stream()))
        .containsExactlyInAnyOrderElementsOf(kinds(Optimizer.class).toList());
    for (Optimizer optimizer : OPTIMIZERS) {
      assertThatCode(() -> OracleOptimizer.of(optimizer, Rounding.NONE)).doesNotThrowAnyException();
      assertThatCode(() -> UpdateBound.of(optimizer, 3)).doesNotThrowAnyException();
    }
  }

  @Test
  void everyInitializerIsConstantOrDrawn() {
    assertThat(classes(Stream.concat(CONSTANT.stream(), DRAWN.stream())))
        .containsExactlyInAnyOrderElementsOf(kinds(Initializer.class).toList());
    assertThat(CONSTANT).allMatch(Exercise::isConstant);
    assertThat(DRAWN).noneMatch(Exercise::isConstant);
  }
}

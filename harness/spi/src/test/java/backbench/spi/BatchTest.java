package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final ResolvedGraph NETWORK =
      new Graph(
              "tiny",
              Shape.image(1, 2, 3),
              List.of(
                  new Node("a", new Layer.Flatten(), List.of(Graph.INPUT)),
                  new Node("b", new Layer.Dense(5), List.of("a"))),
              "b")
          .resolve();

  @Test
  void imagesOfTheInputShapeAndLabelsAmongTheClassesFit() {
    assertThatCode(() -> batch(List.of(2, 1, 2, 3), 0, 4).requireFit(NETWORK))
        .doesNotThrowAnyException();
  }

  @Test
  void imagesOfAnotherShapeDoNotFitHoweverManyElementsTheyHave() {
    assertUnfit(batch(List.of(2, 1, 3, 2), 0, 4), "[2, 1, 3, 2]", "takes [2, 1, 2, 3]");
    assertUnfit(batch(List.of(2, 6), 0, 4), "[2, 6]");
  }

  @Test
  void aLabelThatIsNoClassDoesNotFitAndIsNamed() {
    assertUnfit(batch(List.of(2, 1, 2, 3), 0, 5), "label 5 of sample 1", "5 classes of tiny");
    assertUnfit(batch(List.of(2, 1, 2, 3), -1, 0), "label -1 of sample 0");
  }

  private static Batch batch(List<Integer> dims, int... labels) {
    return new Batch(Tensor.zeros(dims), labels);
  }

  private static void assertUnfit(Batch batch, String... fragments) {
    assertThatThrownBy(() -> batch.requireFit(NETWORK))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContainingAll(fragments);
  }
}

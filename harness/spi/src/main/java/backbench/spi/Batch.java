package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds samples with their labels, on the host.
 *
 * @param images [n, channels, height, width] or [n, features], scaled as the recipe says
 * @param labels n class indices from 0
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // copying every batch would cost more than it protects
public record Batch(Tensor images, int[] labels) {

  /** Checks that there is a label for each sample. */
  public Batch {
    if (images.dims().isEmpty() || images.dims().get(0) != labels.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "a batch has at least one sample and a label for each; images are "
              + images.dims()
              + ", labels "
              + labels.length);
    }
  }

  /** Returns the number of samples. */
  public int size() {
    return labels.length;
  }

  /**
   * Checks that a network can take this batch: the images have its input shape, and the labels are
   * below its number of classes.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if not
   * @since 0.1, contract 2
   */
  public void requireFit(ResolvedGraph graph) {
    List<Integer> expected = new ArrayList<>(List.of(size()));
    expected.addAll(graph.inputShape().dims());
    if (!images.dims().equals(expected)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "images have shape " + images.dims() + ", and " + graph.id() + " takes " + expected);
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= graph.classes()) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            "label "
                + labels[i]
                + " of sample "
                + i
                + " is not one of the "
                + graph.classes()
                + " classes of "
                + graph.id());
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Batch batch
        && images.equals(batch.images)
        && Arrays.equals(labels, batch.labels);
  }

  @Override
  public int hashCode() {
    return 31 * images.hashCode() + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "Batch" + images.dims();
  }
}

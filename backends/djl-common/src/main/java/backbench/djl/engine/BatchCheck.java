package backbench.djl.engine;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Batch;
import java.util.ArrayList;
import java.util.List;

/** Refuses batches that do not fit a network. */
public final class BatchCheck {

  private BatchCheck() {}

  /**
   * Demands images of the network's input shape and labels among its classes.
   *
   * @return the images' dimensions
   * @throws BackbenchException {@code INVALID_ARGUMENT} if the batch has others
   */
  public static List<Integer> require(ResolvedGraph graph, Batch batch) {
    List<Integer> dims = new ArrayList<>(List.of(batch.size()));
    dims.addAll(graph.inputShape().dims());
    if (!batch.images().dims().equals(dims)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "images have shape " + batch.images().dims() + ", and " + graph.id() + " takes " + dims);
    }
    int[] labels = batch.labels();
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
    return dims;
  }
}

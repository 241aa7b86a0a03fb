package backbench.spi;

import java.util.Arrays;

/**
 * Holds samples with their labels, on the host.
 *
 * @param images [n, channels, height, width] or [n, features], scaled as the recipe says
 * @param labels n class indices from 0
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

package backbench.graph;

import java.util.Optional;

/**
 * Lists the kinds of layers, under the names that specs use.
 *
 * @since 0.1
 */
public enum LayerKind {
  /** See {@link Layer.Conv2d}. */
  CONV2D("conv2d"),
  /** See {@link Layer.MaxPool2d}. */
  MAX_POOL2D("max_pool2d"),
  /** See {@link Layer.AvgPool2d}. */
  AVG_POOL2D("avg_pool2d"),
  /** See {@link Layer.BatchNorm}. */
  BATCH_NORM("batch_norm"),
  /** See {@link Layer.LocalResponseNorm}. */
  LRN("lrn"),
  /** See {@link Layer.Relu}. */
  RELU("relu"),
  /** See {@link Layer.Dropout}. */
  DROPOUT("dropout"),
  /** See {@link Layer.Flatten}. */
  FLATTEN("flatten"),
  /** See {@link Layer.Dense}. */
  DENSE("dense"),
  /** See {@link Layer.AffineSampler}. */
  AFFINE_SAMPLER("affine_sampler");

  private final String id;

  LayerKind(String id) {
    this.id = id;
  }

  /** Returns the name that specs use. */
  public String id() {
    return id;
  }

  /** Finds a kind by the name that specs use. */
  public static Optional<LayerKind> byId(String id) {
    for (LayerKind kind : values()) {
      if (kind.id.equals(id)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

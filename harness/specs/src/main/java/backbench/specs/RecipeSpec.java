package backbench.specs;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.spi.Optimizer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Says how a network is trained.
 *
 * @param optimizer how a step changes the parameters
 * @param batch samples in a step; the last one of an epoch may hold fewer
 * @param epochs passes over the training samples
 * @param scaling how pixels become inputs
 * @param shuffle whether each epoch has an order of its own; else that of the file
 * @param selection which samples of its dataset it uses
 * @param initializers the recipe's own initial parameters by role, in place of the network's
 * @param augmentation how the samples that it trains on are varied
 */
public record RecipeSpec(
    Optimizer optimizer,
    int batch,
    int epochs,
    Scaling scaling,
    boolean shuffle,
    Selection selection,
    Map<ParameterRole, Initializer> initializers,
    Augmentation augmentation) {

  /** The most passes over the training samples. */
  public static final int MOST_EPOCHS = 10_000;

  /** Copies the initialisers, in the order of the roles. */
  public RecipeSpec {
    Map<ParameterRole, Initializer> ordered = new EnumMap<>(ParameterRole.class);
    ordered.putAll(initializers);
    initializers = Collections.unmodifiableMap(ordered);
  }

  /** Returns the same recipe with another number of passes. */
  public RecipeSpec withEpochs(int passes) {
    return new RecipeSpec(
        optimizer, batch, passes, scaling, shuffle, selection, initializers, augmentation);
  }

  /** Returns the SHA-256 of the recipe, in hexadecimal. */
  public String digest() {
    return SpecIdentity.of(this).sha256();
  }

  /**
   * Returns the SHA-256 of what a certificate depends on, in hexadecimal: not the length of the
   * training.
   *
   * @param seed starts the certificate's weights and batches
   */
  public String certifiedDigest(long seed) {
    return SpecIdentity.certified(this, seed).sha256();
  }
}

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
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says how a network is trained.
 *
 * <p>The training set is cut to its first {@code train} samples; of those, the last {@code
 * validation} fraction is set aside for validation, and the rest trains.
 *
 * @param optimizer how a step changes the parameters
 * @param batch samples in a step; the last one of an epoch may hold fewer
 * @param epochs passes over the training samples
 * @param scaling how pixels become inputs
 * @param validation the fraction set aside, in [0, 1)
 * @param shuffle whether each epoch has an order of its own; else that of the file
 * @param train how many of the first training samples are used; empty means all
 * @param test how many of the first test samples are used; empty means all
 * @param initializers the recipe's own initial parameters by role, in place of the network's
 * @param augmentation how the samples that it trains on are varied
 */
public record RecipeSpec(
    Optimizer optimizer,
    int batch,
    int epochs,
    Scaling scaling,
    double validation,
    boolean shuffle,
    OptionalInt train,
    OptionalInt test,
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
        optimizer,
        batch,
        passes,
        scaling,
        validation,
        shuffle,
        train,
        test,
        initializers,
        augmentation);
  }

  /** Returns which samples of its dataset the recipe uses. */
  public Selection selection() {
    return new Selection(boxed(train), validation, boxed(test));
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
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

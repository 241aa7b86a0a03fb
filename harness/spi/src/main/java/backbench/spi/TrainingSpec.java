package backbench.spi;

/**
 * Says how a model is trained: on the mean softmax cross-entropy from its logits, by an optimiser.
 *
 * @param optimizer how a step changes the parameters
 * @since 0.1
 */
public record TrainingSpec(Optimizer optimizer) {}

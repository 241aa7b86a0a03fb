package backbench.core.result;

/**
 * Says how a run measures.
 *
 * @param seed starts everything random: initial weights, shuffles, splits, the order of trials
 * @param forks fresh JVMs per cell
 * @param warmupSeconds training steps on a throw-away model before the timed training
 * @param predictBatch samples in a timed prediction
 * @param predictWarmupSeconds of predictions before the timed ones
 * @param predictSeconds how long predictions are timed
 * @param timeoutSeconds after which a worker is killed
 */
public record Settings(
    long seed,
    int forks,
    double warmupSeconds,
    int predictBatch,
    double predictWarmupSeconds,
    double predictSeconds,
    double timeoutSeconds) {}

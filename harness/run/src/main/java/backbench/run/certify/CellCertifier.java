package backbench.run.certify;

import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.run.machine.Installation;
import backbench.run.worker.WorkerStarter;
import backbench.specs.RecipeSpec;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Certifies cells, for a run and for the command that only certifies. */
public final class CellCertifier {

  private final Certification certification;
  private final Terms terms;
  private final Consumer<CellKey> making;

  private CellCertifier(Certification certification, Terms terms, Consumer<CellKey> making) {
    this.certification = certification;
    this.terms = terms;
    this.making = making;
  }

  /**
   * Holds what all cells share.
   *
   * @param seed starts weights and batches
   * @param batch samples in the first batch; empty for as many as are needed
   * @param timeoutSeconds after which an attempt is given up; at least ten minutes are given
   * @param fresh whether to ignore the cache
   * @param power whether to find out what certificates see, where that is not known; it takes
   *     longer than the certificate
   */
  public record Terms(
      long seed, OptionalInt batch, double timeoutSeconds, boolean fresh, boolean power) {}

  /**
   * Prepares to certify with an installation's worker.
   *
   * @param making hears of each cell whose certificate is not in the cache, before it is made
   * @param warned hears, once and in one line, that certificates cannot be kept
   */
  public static CellCertifier of(
      Installation installation,
      WorkerStarter workers,
      Terms terms,
      Consumer<CellKey> making,
      Consumer<String> warned) {
    return new CellCertifier(
        new Certification(
            workers,
            installation.cache(),
            Surroundings.of(installation.workerJars()),
            warned,
            terms.power()),
        terms,
        making);
  }

  /**
   * Returns the certificate of a cell from the cache, or makes it.
   *
   * @return never fails because of the backend: the certificate holds the problem
   * @throws InterruptedException if the thread is interrupted
   */
  public Proof certify(CellKey key, Plugin plugin, ResolvedGraph graph, RecipeSpec recipe)
      throws InterruptedException {
    Certification.Subject subject =
        new Certification.Subject(
            plugin,
            plugin.digest(),
            graph,
            recipe,
            key.device(),
            key.threads(),
            key.tuning(),
            terms.seed(),
            terms.batch(),
            terms.timeoutSeconds());
    Optional<Proof> cached = terms.fresh() ? Optional.empty() : certification.cached(subject);
    if (cached.isPresent()) {
      return cached.get();
    }
    making.accept(key);
    return certification.make(subject);
  }
}

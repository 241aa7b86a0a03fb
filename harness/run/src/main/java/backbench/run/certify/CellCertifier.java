package backbench.run.certify;

import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.results.CellKey;
import backbench.run.machine.Installation;
import backbench.run.worker.WorkerStarter;
import backbench.specs.RecipeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
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
   * Says what is to be certified.
   *
   * @param key names the cell
   * @param plugin the backend
   * @param graph the network
   * @param recipe how it is trained
   */
  public record Cell(CellKey key, Plugin plugin, ResolvedGraph graph, RecipeSpec recipe) {}

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
   * Takes the certificates of cells from the cache, and makes the others: one worker makes those of
   * one backend, device, number of threads and tuning, as far as they fit into it.
   *
   * @param made is given the certificate of each cell, by its index, once it is certain. Where
   *     there is none because of the backend, the certificate holds the problem
   * @throws InterruptedException if the thread is interrupted
   */
  public void certify(List<Cell> cells, BiConsumer<Integer, Proof> made)
      throws InterruptedException {
    List<Subject> missing = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int index = 0; index < cells.size(); index++) {
      Subject subject = subject(cells.get(index));
      Optional<Proof> cached = terms.fresh() ? Optional.empty() : certification.cached(subject);
      if (cached.isPresent()) {
        made.accept(index, cached.get());
      } else {
        missing.add(subject);
        places.add(index);
      }
    }
    certification.make(
        missing,
        place -> making.accept(cells.get(places.get(place)).key()),
        (place, proof) -> made.accept(places.get(place), proof));
  }

  private Subject subject(Cell cell) {
    return new Subject(
        cell.plugin(),
        cell.key().configuration(),
        cell.graph(),
        cell.recipe(),
        terms.seed(),
        terms.batch(),
        terms.timeoutSeconds());
  }
}

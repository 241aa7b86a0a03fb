package backbench.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything that one run found.
 *
 * @param formatVersion {@value #FORMAT_VERSION}; a reader refuses every other
 * @param runId unique: start in UTC and a random tail, {@code 20261122T024500Z-4f1c}
 * @param startedAt when the run began
 * @param finishedAt when its last trial ended; null while it is not complete
 * @param backbenchVersion the version of the harness
 * @param suite what was asked for
 * @param settings how it was measured
 * @param machine what it ran on
 * @param specs the specs that took part, by digest
 * @param backends the plugins that took part
 * @param reported what documents report, by workload; those of which nothing is reported are absent
 * @param order the trials in the order in which they ran
 * @param cells one per network and backend configuration, in the suite's order
 */
public record RunResult(
    int formatVersion,
    String runId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    String backbenchVersion,
    SuiteFacts suite,
    Settings settings,
    Machine machine,
    List<SpecDigest> specs,
    List<BackendFacts> backends,
    Map<String, Reported> reported,
    List<Trial> order,
    List<CellResult> cells) {

  /** The version of the result format that this build writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the lists. */
  public RunResult {
    specs = List.copyOf(specs);
    backends = List.copyOf(backends);
    reported = Ordered.copy(reported);
    order = List.copyOf(order);
    cells = List.copyOf(cells);
  }

  /** Tells whether every trial has ended. */
  public boolean complete() {
    return finishedAt != null;
  }

  /** Finds a cell. */
  public Optional<CellResult> cell(CellKey key) {
    return cells.stream().filter(cell -> cell.key().equals(key)).findFirst();
  }

  /**
   * Names the suite that was run.
   *
   * @param id the suite's id
   * @param title the suite's title, for people
   * @param digest SHA-256 of what the suite runs; its title does not count
   * @param baseline the backend that ratios refer to; null to leave the choice to the report
   */
  public record SuiteFacts(String id, String title, String digest, @Nullable String baseline) {}

  /**
   * Records the digest of a spec, or of the worker's jars.
   *
   * @param kind {@code suite}, {@code dataset}, {@code entry}, {@code architecture}, {@code recipe}
   *     or {@code worker}
   * @param id the spec's id; a recipe has that of its entry, the worker its version
   * @param sha256 the digest of what the spec says, in hexadecimal; comments and layout do not
   *     count
   */
  public record SpecDigest(String kind, String id, String sha256) {}

  /**
   * Places one fork of one cell in the order of the run.
   *
   * @param block the randomised block, from 0; each block holds one fork of each cell
   * @param cell the index in {@link RunResult#cells()}
   * @param fork the fork of that cell, from 0; equal to the block
   */
  public record Trial(int block, int cell, int fork) {}
}

package backbench.results;

import backbench.commons.Printable;
import backbench.plausibility.Peak;
import backbench.results.samples.PartException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything that one run found.
 *
 * @param about which run it is
 * @param suite what was asked for
 * @param settings how it was measured
 * @param backends the plugins that took part; two builds of one backend are two
 * @param shards the machines that measured it, one or more
 * @param cells one per workload and backend configuration, in the suite's order
 */
public record RunResult(
    About about,
    SuiteFacts suite,
    Settings settings,
    List<BackendFacts> backends,
    List<Shard> shards,
    List<CellResult> cells) {

  /** Copies the lists, and checks that every cell has a shard and is there once. */
  public RunResult {
    backends = List.copyOf(backends);
    shards = List.copyOf(shards);
    cells = List.copyOf(cells);
    Set<CellOfShard> seen = new HashSet<>();
    for (CellResult cell : cells) {
      if (cell.shard() < 0 || cell.shard() >= shards.size()) {
        throw new IllegalArgumentException(
            "cell "
                + cell.key()
                + " is of shard "
                + cell.shard()
                + ", and the run has "
                + shards.size());
      }
      if (!seen.add(new CellOfShard(cell.key(), cell.shard()))) {
        throw new PartException(
            "cells", "cell " + cell.key() + " is there twice, expected each once");
      }
    }
  }

  /** Names a cell on one of the machines, which may measure the same. */
  private record CellOfShard(CellKey key, int shard) {}

  /** Returns the run's id. */
  public String runId() {
    return about.runId();
  }

  /** Tells whether every trial has ended. */
  public boolean complete() {
    return about.finishedAt() != null;
  }

  /** Finds a cell. */
  public Optional<CellResult> cell(CellKey key) {
    return cells.stream().filter(cell -> cell.key().equals(key)).findFirst();
  }

  /** Returns the machine that measured a cell. */
  public Shard shard(CellResult cell) {
    return shards.get(cell.shard());
  }

  /** Returns this run, which is of one machine, with what the machine can do at most. */
  public RunResult with(List<Peak> peaks) {
    List<Shard> measured = shards.stream().map(shard -> shard.with(peaks)).toList();
    return new RunResult(about, suite, settings, backends, measured, cells);
  }

  /** Returns this run with its end and with what was found. */
  public RunResult ended(@Nullable Instant finishedAt, List<CellResult> found) {
    return new RunResult(about.until(finishedAt), suite, settings, backends, shards, found);
  }

  /**
   * Says which run it is.
   *
   * @param runId unique: start in UTC and a random tail, {@code 20261122T024500Z-4f1c}
   * @param startedAt when the run began
   * @param finishedAt when its last trial ended; null while it is not complete
   * @param harness the build of Backbench that ran
   * @param labels what the person who started it wants to find it by
   */
  public record About(
      String runId,
      Instant startedAt,
      @Nullable Instant finishedAt,
      Harness harness,
      Map<String, String> labels) {

    /** The most labels that a run has. */
    public static final int MOST_LABELS = 64;

    /** The longest value of a label, in characters. */
    public static final int LONGEST_LABEL = 256;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    /** Copies the labels and checks them. */
    public About {
      labels = Ordered.copy(labels);
      if (labels.size() > MOST_LABELS) {
        throw new IllegalArgumentException(
            "a run has at most " + MOST_LABELS + " labels, not " + labels.size());
      }
      labels.forEach(About::requireLabel);
    }

    /**
     * Checks a label.
     *
     * @throws IllegalArgumentException if its key or its value is not what labels have
     */
    public static void requireLabel(String key, String value) {
      if (!LABEL.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "the key of a label is 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_', '/' and '-',"
                + " the first a letter or a digit, not '"
                + key
                + "'");
      }
      if (value != null && value.codePoints().anyMatch(Printable::isUnprintable)) {
        throw new IllegalArgumentException(
            "the value of label '"
                + key
                + "' has a line break, an escape or another control character");
      }
      if (value != null && value.length() > LONGEST_LABEL) {
        throw new IllegalArgumentException(
            "the value of label '" + key + "' has more than " + LONGEST_LABEL + " characters");
      }
    }

    About until(@Nullable Instant end) {
      return new About(runId, startedAt, end, harness, labels);
    }
  }

  /**
   * Names the build of Backbench that ran.
   *
   * @param version the version
   * @param workerDigest SHA-256 over the jars that every worker runs on; null in results from
   *     before it was kept
   * @param commit the commit of its checkout; null outside a checkout
   * @param dirty whether the checkout had changes; null outside a checkout
   */
  public record Harness(
      String version,
      @Nullable String workerDigest,
      @Nullable String commit,
      @Nullable Boolean dirty) {}

  /**
   * Names the suite that was run.
   *
   * @param id the suite's id
   * @param title the suite's title, for people
   * @param digest SHA-256 of what the suite runs; its title does not count
   * @param baseline the backend that ratios refer to; null to leave the choice to the report
   * @param specs the specs that took part, by digest
   * @param reported what documents report, by workload; those of which nothing is reported are
   *     absent
   */
  public record SuiteFacts(
      String id,
      String title,
      String digest,
      @Nullable String baseline,
      List<SpecDigest> specs,
      Map<String, Reported> reported) {

    /** Copies the list and the map. */
    public SuiteFacts {
      specs = List.copyOf(specs);
      reported = Ordered.copy(reported);
    }
  }

  /**
   * Records the digest of a spec.
   *
   * @param kind {@code suite}, {@code dataset}, {@code entry}, {@code architecture} or {@code
   *     recipe}
   * @param id the spec's id; a recipe has that of its entry
   * @param sha256 the digest of what the spec says, in hexadecimal; comments and layout do not
   *     count
   */
  public record SpecDigest(String kind, String id, String sha256) {}
}

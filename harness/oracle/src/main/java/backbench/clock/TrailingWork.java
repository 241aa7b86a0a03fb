package backbench.clock;

import backbench.spi.Batch;
import backbench.spi.Device;
import backbench.spi.Model;
import backbench.spi.Staged;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds out whether a model works on after its step has returned.
 *
 * <p>A step that returns early leaves work to another thread, and the next loop (stage, step,
 * close) waits for it. So loops are made in pairs: one at once after a step, and one after a pause
 * in which left-over work would get done. A loop that is shorter after the pause by a tenth is a
 * hint. Wald's sequential test ("Sequential Tests of Statistical Hypotheses", 1945) decides after
 * how many hints: of an honest model at most three in ten pairs look like one, and of a model that
 * hides work at least seven in ten, or nine in ten where a loop is so long that a busy machine
 * disturbs both of a pair alike. Some eight pairs clear an honest model, and two of long loops.
 *
 * <p>A pause also helps where the system limits the processor time of a container, or where a
 * processor cools down. Both leave the processors idle during the pause. So a tenth of what the
 * processors work for the process, loops and pauses together, has to fall into the pauses.
 *
 * <p>So does a JVM that still compiles: it gets a compilation done in the pause, and the loop after
 * it runs the faster code. A pair in which compilations ended that took a twentieth of its first
 * loop or more shows nothing and is made again, for three seconds at most in all.
 *
 * <p>So do other processes that keep the processors busy: a thread that has paused is served first.
 * What the pauses saved has to be more than what that explains: the time for which threads of this
 * process waited for a processor, and no more than the others worked. (A model may also make its
 * own threads wait, for those that it hides work in. That excuses nothing.)
 */
public final class TrailingWork {

  private static final double HINT_SHARE = 0.1;
  private static final double HINTS_IF_HONEST = 0.3;
  private static final double HINTS_IF_HIDDEN = 0.7;
  private static final double HINTS_IF_HIDDEN_IN_LONG_LOOPS = 0.9;
  private static final double CONVICTED = Math.log((1 - 0.025) / 1e-4);
  private static final double CLEARED = Math.log(0.025 / (1 - 1e-4));
  private static final int MOST_PAIRS = 50;

  private static final long LEAST_PAUSE_NANOS = 1_000_000;
  private static final long LONG_LOOP_NANOS = 100_000_000;
  private static final long WATCHED_NANOS = 300_000_000;
  private static final int MOST_WATCHED = 300;
  private static final double BUSY_SHARE = 0.1;
  private static final long COMPILED_PART = 20;
  private static final long LONGEST_COMPILED_NANOS = 3_000_000_000L;

  private final Model model;
  private final List<Batch> batches;
  private final Time time;
  private int next;

  private TrailingWork(Model model, List<Batch> batches, Time time) {
    this.model = model;
    this.batches = batches;
    this.time = time;
  }

  /**
   * Holds what the pairs of loops showed.
   *
   * @param pairs how many were made and count
   * @param shorter in how many the loop after the pause was shorter by a tenth
   * @param loopSeconds the mean of the loops that followed at once
   * @param savedSeconds by how much the loops after a pause were shorter on average; negative if
   *     they were longer
   * @param worksOn whether work runs on after a step has returned
   */
  public record Found(
      int pairs, int shorter, double loopSeconds, double savedSeconds, boolean worksOn) {}

  /**
   * Trains a model on some batches and finds out.
   *
   * @param batches at least one; they are used in turn
   * @param device where the model computes; only on a processor does left-over work show in the
   *     time of the processor
   */
  public static Found of(Model model, List<Batch> batches, Device device) {
    return of(model, batches, device, Time.REAL);
  }

  static Found of(Model model, List<Batch> batches, Device device, Time time) {
    return new TrailingWork(model, batches, time).probe(device);
  }

  private Found probe(Device device) {
    long first = loop();
    long second = loop();
    boolean isLong = Math.min(first, second) > LONG_LOOP_NANOS;
    // The first follows no step: it does not wait for what a step left over.
    long pause = pauseNanos(second);
    double hidden = isLong ? HINTS_IF_HIDDEN_IN_LONG_LOOPS : HINTS_IF_HIDDEN;
    int pairs = 0;
    int shorter = 0;
    double atOnceNanos = 0;
    double savedNanos = 0;
    double evidence = 0;
    long compiled = 0;
    Disturbance disturbance = new Disturbance(time);
    while (pairs < MOST_PAIRS
        && compiled < LONGEST_COMPILED_NANOS
        && evidence > CLEARED
        && evidence < CONVICTED) {
      long start = time.nanos();
      long compiler = time.compilerNanos();
      long atOnce = loop();
      time.pause(pause);
      long saved = atOnce - loop();
      exchangeRoles();
      if (time.compilerNanos() - compiler >= Math.max(1, atOnce / COMPILED_PART)) {
        compiled += time.nanos() - start;
        continue;
      }
      boolean hint = saved > HINT_SHARE * atOnce;
      evidence += Math.log(hint ? hidden / HINTS_IF_HONEST : (1 - hidden) / (1 - HINTS_IF_HONEST));
      pairs++;
      shorter += hint ? 1 : 0;
      atOnceNanos += atOnce;
      savedNanos += saved;
    }
    if (pairs == 0) {
      return new Found(0, 0, seconds((double) first), 0, false);
    }
    double saved = savedNanos / pairs;
    boolean worksOn =
        evidence >= CONVICTED
            && savedNanos - disturbance.nanos() > HINT_SHARE * atOnceNanos
            && (device != Device.CPU || busyInPauses(pause, saved));
    return new Found(pairs, shorter, seconds(atOnceNanos / pairs), seconds(saved), worksOn);
  }

  /** A long loop gets a shorter pause: a quarter of it shows no less. */
  private static long pauseNanos(long loop) {
    return loop > LONG_LOOP_NANOS
        ? Math.max(LONG_LOOP_NANOS, loop / 4)
        : Math.max(LEAST_PAUSE_NANOS, loop);
  }

  /**
   * Tells whether processors work in the pauses.
   *
   * @param saved nanoseconds in each pause, above 0
   */
  private boolean busyInPauses(long pause, double saved) {
    double pauses = Math.min(MOST_WATCHED, Math.max(1, Math.ceil(WATCHED_NANOS / saved)));
    OptionalLong start = time.processorNanos();
    long busy = 0;
    for (int i = 0; i < pauses; i++) {
      loop();
      long before = time.processorNanos().orElse(0);
      time.pause(pause);
      busy += time.processorNanos().orElse(0) - before;
    }
    OptionalLong end = time.processorNanos();
    // Where the system does not tell, the loops alone decide.
    return start.isEmpty()
        || end.isEmpty()
        || busy > BUSY_SHARE * (end.getAsLong() - start.getAsLong());
  }

  /** Lets the batches that came first in a pair come last in another, where they would not. */
  private void exchangeRoles() {
    if (batches.size() % 2 == 0) {
      next = (next + 1) % batches.size();
    }
  }

  private long loop() {
    Batch batch = batches.get(next);
    next = (next + 1) % batches.size();
    long start = time.nanos();
    try (Staged staged = model.stage(batch)) {
      model.step(staged);
    }
    return time.nanos() - start;
  }

  private static double seconds(double nanos) {
    return nanos / 1e9;
  }
}

package backbench.plausibility;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plausibility.Peak.Read;
import backbench.spi.LaunchOptions;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;

/**
 * Measures the peak of a machine, in a JVM that {@link #launch} started.
 *
 * <p>A rate is the sum of each thread's best of many bursts of about a millisecond: short enough to
 * fit between two turns of whoever else uses the machine, so that a busy machine has the peak of a
 * quiet one.
 */
public final class PeakProbe {

  private static final String MODULE = "jdk.incubator.vector";

  private static final long BURST_NANOS = 1_000_000;
  private static final int MULTIPLY_BURSTS = 60;
  private static final int READ_BURSTS = 25;
  private static final int SCALAR_BURSTS = 20;
  private static final long WARMUP_NANOS = 100_000_000;
  private static final long LONGEST_WARMUP_NANOS = 10_000_000_000L;
  private static final int LARGEST_CALIBRATION = 1 << 24;
  private static final double NANOS_PER_SECOND = 1e9;

  /** What each thread reads of a small, a middling and a large cache. */
  private static final List<Integer> CACHED_BYTES = List.of(16 << 10, 256 << 10, 2 << 20);

  /** What all threads read together of memory that caches do not hold. */
  private static final int LARGEST_BYTES = 64 << 20;

  /** Where a line of a cache begins in an array whose object begins one, behind 16 bytes. */
  private static final int ALIGNED = 12;

  /** What is read in one go, whatever the working set: a loop that is compiled for one size. */
  private static final int CHUNK_BYTES = 16 << 10;

  /** Where results go, lest the compiler find that nobody wants them. */
  @SuppressWarnings("UnusedVariable") // read by nobody, which the compiler cannot know
  private static volatile double sink;

  private PeakProbe() {}

  /** Says how a JVM that measures is to be started. */
  public static LaunchOptions launch() {
    LaunchOptions.Builder options =
        LaunchOptions.builder()
            .jvmFlag("-XX:+IgnoreUnrecognizedVMOptions")
            // Some JVMs leave the widest vectors of some processors alone, and engines do not.
            .jvmFlag("-XX:UseAVX=3")
            .jvmFlag("-XX:ObjectAlignmentInBytes=64")
            .jvmFlag("-XX:+UseTransparentHugePages")
            .jvmFlag("-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0");
    // A JVM told to add a module that it lacks does not start.
    return ModuleFinder.ofSystem().find(MODULE).isPresent()
        ? options.jvmFlag("--add-modules").jvmFlag(MODULE).build()
        : options.build();
  }

  /**
   * Measures with a number of threads.
   *
   * @throws BackbenchException {@code UNSUPPORTED_PLATFORM} if Java cannot reach what this machine
   *     can do at most
   * @throws InterruptedException if the thread is interrupted
   */
  public static Peak measure(int threads) throws InterruptedException {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread measures, not " + threads);
    }
    requireReachable(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw unsupported("this JVM runs without the module " + MODULE);
    }
    warmUp();
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<double[]>> each = new ArrayList<>();
      Callable<double[]> share = () -> rates(threads, together);
      for (int thread = 0; thread < threads; thread++) {
        each.add(pool.submit(share));
      }
      double[] sum = new double[1 + sizes(threads).size()];
      for (Future<double[]> thread : each) {
        double[] rates = thread.get();
        Arrays.setAll(sum, i -> sum[i] + rates[i]);
      }
      return peak(threads, sum);
    } catch (ExecutionException e) {
      throw new BackbenchException(
          ErrorCode.OUT_OF_MEMORY, "a thread of the probe failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Checks that Java reaches all that an engine can use for float32. */
  static void requireReachable(String os, String architecture) {
    boolean arm = architecture.equals("aarch64");
    if (arm && os.toLowerCase(Locale.ROOT).startsWith("mac")) {
      throw unsupported("engines use a matrix unit on this processor that Java does not reach");
    }
  }

  /** Makes a peak of what was measured: the multiply-adds, then the sizes in their order. */
  static Peak peak(int threads, double[] rates) {
    List<Integer> sizes = sizes(threads);
    Read[] reads = new Read[sizes.size()];
    double fastest = 0;
    for (int i = reads.length - 1; i >= 0; i--) {
      // What fits a smaller cache is no slower: a loop that was compiled late tells too little.
      fastest = Math.max(fastest, rates[i + 1]);
      reads[i] = new Read((long) sizes.get(i) * threads, fastest);
    }
    return new Peak(threads, rates[0], List.of(reads));
  }

  /** Lists the bytes that one thread reads again and again. */
  static List<Integer> sizes(int threads) {
    List<Integer> sizes = new ArrayList<>();
    int share = LARGEST_BYTES / threads;
    CACHED_BYTES.stream().filter(bytes -> bytes < share).forEach(sizes::add);
    if (share >= CACHED_BYTES.get(0)) {
      sizes.add(share);
    }
    return sizes;
  }

  private static double[] rates(int threads, CyclicBarrier together)
      throws InterruptedException, BrokenBarrierException {
    List<Integer> sizes = sizes(threads);
    int[] memory = filled(sizes.isEmpty() ? 0 : sizes.get(sizes.size() - 1));
    double[] rates = new double[1 + sizes.size()];
    together.await();
    rates[0] = best(MULTIPLY_BURSTS, Rates::vectors) * Rates.CHAINS * Rates.lanes();
    for (int i = 0; i < sizes.size(); i++) {
      Reading reading = new Reading(memory, sizes.get(i));
      together.await();
      rates[i + 1] = best(READ_BURSTS, reading) * CHUNK_BYTES;
    }
    return rates;
  }

  /** Reads a working set in chunks, round and round. */
  private static final class Reading implements IntToDoubleFunction {
    private final int[] memory;
    private final int elements;
    private int next;

    Reading(int[] memory, int bytes) {
      this.memory = memory;
      this.elements = bytes / Integer.BYTES;
    }

    @Override
    public double applyAsDouble(int chunks) {
      int chunk = CHUNK_BYTES / Integer.BYTES;
      int seen = 0;
      for (int i = 0; i < chunks; i++) {
        if (next + chunk > elements) {
          next = 0;
        }
        seen |= Rates.read(memory, ALIGNED + next, ALIGNED + next + chunk);
        next += chunk;
      }
      return seen;
    }
  }

  /** Makes memory that is there, and not only promised by the system. */
  private static int[] filled(int bytes) {
    int[] memory = new int[ALIGNED + bytes / Integer.BYTES];
    Arrays.fill(memory, 1);
    return memory;
  }

  /** Runs the loops until they are compiled. */
  private static void warmUp() {
    long start = System.nanoTime();
    int[] memory = filled(CHUNK_BYTES);
    Reading reading = new Reading(memory, CHUNK_BYTES);
    while (true) {
      long until = System.nanoTime() + WARMUP_NANOS;
      while (System.nanoTime() - until < 0) {
        sink = Rates.vectors(1000) + Rates.scalars(1000) + reading.applyAsDouble(1);
      }
      double scalar = best(SCALAR_BURSTS, Rates::scalars);
      // Halves of the widest vectors may follow each other, and scalars may have twice the units.
      double expected = scalar / 4;
      if (best(SCALAR_BURSTS, Rates::vectors) >= expected) {
        return;
      }
      if (System.nanoTime() - start > LONGEST_WARMUP_NANOS) {
        throw unsupported("this JVM does not compile vectors to those of the processor");
      }
    }
  }

  /** Returns the most iterations a second of some bursts. */
  private static double best(int bursts, IntToDoubleFunction loop) {
    int iterations = 1;
    while (iterations < LARGEST_CALIBRATION && nanos(loop, iterations) < BURST_NANOS / 2) {
      iterations *= 2;
    }
    long least = Long.MAX_VALUE;
    for (int burst = 0; burst < bursts; burst++) {
      least = Math.min(least, nanos(loop, iterations));
    }
    return iterations * NANOS_PER_SECOND / Math.max(1, least);
  }

  private static long nanos(IntToDoubleFunction loop, int iterations) {
    long start = System.nanoTime();
    double result = loop.applyAsDouble(iterations);
    long end = System.nanoTime();
    sink = result;
    return end - start;
  }

  private static BackbenchException unsupported(String why) {
    return new BackbenchException(ErrorCode.UNSUPPORTED_PLATFORM, why);
  }
}
